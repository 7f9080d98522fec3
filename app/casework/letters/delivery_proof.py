"""送达回证 of one letter, from the record: nothing of it is typed (国办公开办函〔2016〕235号; 民诉法第八十七条参照).

Before the sending it is the form that the recipient signs; afterwards it tells day and proof as well.
"""

from typing import Any

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import CannotHappenNow, NotFound
from app.casework.contract.platform import platform
from app.casework.letters import issuing, serving
from app.casework.letters.deliveries import delivery_of, effective_delivery
from app.casework.letters.issuing import Recipient
from app.casework.models import Case, Delivery, IssuedLetter
from app.casework.models.cases import CaseState
from app.casework.models.letters import DeliveryMethod
from app.database import db
from app.letters.facts import chinese_date
from app.office.permissions import Permission

PROOF = "delivery_proof"
METHODS = {
    DeliveryMethod.POST: "mail", DeliveryMethod.IN_PERSON: "in_person", DeliveryMethod.EMAIL: "electronic",
    DeliveryMethod.PORTAL: "electronic", DeliveryMethod.ENTRUSTED: "entrusted", DeliveryMethod.COURIER: "courier",
}  # fmt: skip


def to_prove(case: Case) -> list[IssuedLetter]:
    """Letters to somebody outside, of which a 送达回证 can be made."""
    return [one for one in issuing.letters_of(case) if one.recipient != "internal" and one.deliveries]


@use_case("issue_delivery_proof", needs=Permission.RECORD_DELIVERY)
def issue_proof(act: Act, letter_id: int) -> Result:
    """The form for this letter as its delivery stands now. Raises NotFound, CannotHappenNow."""
    letter, case = db.session.get(IssuedLetter, letter_id), act.the_case
    if letter is None or letter not in to_prove(case):
        raise NotFound()
    if case.state == CaseState.ARCHIVED:
        raise CannotHappenNow("办件已归档，送达回证见案卷")
    found = effective_delivery(letter_id) or delivery_of(letter_id)
    assert found is not None  # of a letter that goes out
    to = Recipient(_recipient(letter), "organisation", DeliveryMethod(found.method))
    form = issuing.issue(act, PROOF, _facts(act, letter, found), to)
    return {"letter": form.id, "number": letter.document_number}


def _facts(act: Act, letter: IssuedLetter, found: Delivery) -> dict[str, Any]:
    day = serving.days_of(found).effective_on
    known = {
        "letter_number": letter.document_number, "letter_title": letter.title, "cause": act.the_case.title,
        "recipient_name": _recipient(letter), "address": _address(letter, found), "copies": 1,
        "method": METHODS[DeliveryMethod(found.method)], "evidence": _evidence(found), "delivered_on": day,
        "remark": f"签收人：{found.receiver}" if found.receiver else "",
    }  # fmt: skip
    return {name: value for name, value in known.items() if value not in (None, "")}


def _recipient(letter: IssuedLetter) -> str:
    return letter.recipient_name or str(letter.facts.get("applicant_name") or letter.case.party)


def _address(letter: IssuedLetter, found: Delivery) -> str:
    """Where a paper went to who applied; others' addresses lie with the party that was asked."""
    if not letter.is_for_applicant or found.method not in (DeliveryMethod.POST, DeliveryMethod.COURIER):
        return ""
    return platform().process(letter.case.process).letters.address_of(letter.case).get("address", "")


def _evidence(found: Delivery) -> str:
    """What the record proves, by the way (235号)."""
    party = platform().process(found.letter.case.process).words.party
    if found.tracking_number:
        is_post = found.method == DeliveryMethod.POST
        handed_over = (
            f"，{chinese_date(found.sent_on)}{'交邮' if is_post else '交寄'}" if found.sent_on else ""
        )
        return f"{'邮件号码' if is_post else '快递单号'} {found.tracking_number}{handed_over}"
    if found.method == DeliveryMethod.ENTRUSTED:
        return found.note
    if found.method == DeliveryMethod.EMAIL and found.sent_on:
        return f"{chinese_date(found.sent_on)}发送至{party}填写的电子邮箱（{found.note}）"
    if found.method == DeliveryMethod.PORTAL and found.sent_on:
        first = found.first_download_at
        read = f"，{party}于{first:%Y-%m-%d %H:%M}首次下载" if first else ""
        return f"{chinese_date(found.sent_on)}进入{party}网上账户{read}"
    return ""
