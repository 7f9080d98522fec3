"""When a delivered letter takes legal effect (送达, 国办公开办函〔2016〕235号).

By post the organ has replied on the day of posting with the postal enterprise; the applicant's own time
limits run from the day on which he got it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.law.errors import InvalidInput
from app.law.parameters import Parameters


class DeliveryMethod(StrEnum):
    """Ways of delivery. Values are stored, so never renamed."""

    IN_PERSON = "in_person"  # 直接送达
    ENTRUSTED = "entrusted"  # 委托送达
    POST = "post"  # 邮寄：邮政企业（含EMS）
    COURIER = "courier"  # 其他快递，不产生交邮即送达的效果
    ONLINE = "online"  # 申请人账户
    EMAIL = "email"  # 电子邮箱


METHOD_WORDS: Mapping[DeliveryMethod, str] = {
    DeliveryMethod.IN_PERSON: "直接送达",
    DeliveryMethod.ENTRUSTED: "委托送达",
    DeliveryMethod.POST: "邮政寄送（含EMS）",
    DeliveryMethod.COURIER: "其他快递",
    DeliveryMethod.ONLINE: "网上送达",
    DeliveryMethod.EMAIL: "电子邮件",
}


@dataclass(frozen=True)
class LegalDays:
    """`replied_on` decides whether the organ was in time; from `effective_on` the applicant's limits run."""

    replied_on: date | None
    effective_on: date | None
    basis: str


class DeliveryDayMissing(InvalidInput):
    code = "delivery_day_missing"
    message = "缺少送达日期"


def legal_days(
    method: DeliveryMethod | str,
    *,
    sent_on: date | None = None,
    signed_on: date | None = None,
    parameters: Parameters,
) -> LegalDays:
    """The two legal days of one delivery; `sent_on`: posted or put into the account, `signed_on`: signed for.

    Raises DeliveryDayMissing when the day that the method needs is not given.
    """
    match DeliveryMethod(method):
        case DeliveryMethod.POST if parameters.value("letter235_applies"):
            basis = "以交邮当日为答复时点，救济期限自签收日起算"
            return LegalDays(_needed(sent_on, "交邮日期"), signed_on, basis)
        case DeliveryMethod.ONLINE:
            day = _needed(sent_on, "进入申请人账户的日期")
            return LegalDays(day, day, "以进入申请人账户之日为送达日")
        case DeliveryMethod.EMAIL:
            day = _needed(sent_on, "电子邮件到达日期")
            return LegalDays(day, day, "以到达申请人指定邮箱之日为送达日")
        case DeliveryMethod.COURIER:
            return LegalDays(signed_on, signed_on, "非邮政企业寄送，以申请人签收当日为准")
        case DeliveryMethod.POST:
            return LegalDays(signed_on, signed_on, "以申请人签收当日为准")
        case DeliveryMethod.IN_PERSON | DeliveryMethod.ENTRUSTED:
            day = _needed(signed_on, "签收日期")
            return LegalDays(day, day, "以申请人签收当日为送达日")


def reply_event_type(method: DeliveryMethod | str) -> str:
    """The clock event that a sent reply becomes."""
    match DeliveryMethod(method):
        case DeliveryMethod.POST:
            return "reply_posted"
        case DeliveryMethod.ONLINE | DeliveryMethod.EMAIL:
            return "reply_delivered_online"
    return "reply_signed_for"


def _needed(day: date | None, name: str) -> date:
    if day is None:
        raise DeliveryDayMissing(f"缺少{name}")
    return day
