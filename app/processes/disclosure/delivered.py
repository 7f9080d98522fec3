"""What the record of a delivery proves, as letters tell it: never the printing, never the way that was wished for."""

from datetime import date

from app.casework.letters import serving
from app.casework.models import Delivery
from app.casework.models.letters import DeliveryMethod as Way
from app.law.delivery import DeliveryMethod
from app.letters.facts import chinese_date

PROOFS = {
    DeliveryMethod.IN_PERSON: "直接送达签收记录", DeliveryMethod.ENTRUSTED: "委托送达签收记录",
    DeliveryMethod.POST: "邮政寄送签收记录", DeliveryMethod.COURIER: "快递签收记录",
    DeliveryMethod.ONLINE: "网上送达记录", DeliveryMethod.EMAIL: "电子邮件送达记录",
}  # fmt: skip


def told_on(delivery: Delivery | None) -> date | None:
    """The day on which the organ has done its part (国办公开办函〔2016〕235号); None while the letter is not out.

    Of a letter that came back and was sent again that of its first posting.
    """
    return serving.told_before(delivery.letter, delivery).replied_on if delivery is not None else None


def proof_of(delivery: Delivery) -> str:
    """How and when this letter reached the applicant, in the words of a letter."""
    day = serving.days_of(delivery).effective_on
    called = "快递单号" if delivery.method == Way.COURIER else "邮件号码"
    number = f"，{called}{delivery.tracking_number}" if delivery.tracking_number else ""
    return f"{chinese_date(day) if day else ''}{PROOFS[serving.way_in_law(delivery.method)]}{number}"
