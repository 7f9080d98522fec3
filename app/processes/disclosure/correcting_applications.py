"""更正申请 (条例第四十一条) on record: what it asks, what was found, what its letter recites."""

from collections.abc import Mapping
from typing import Any

from app.casework.contract.rows import Fact
from app.casework.models import Case, IssuedLetter
from app.database import db
from app.law.outcomes import gives_information
from app.processes.disclosure.linked import Relation, link_to_earlier
from app.processes.disclosure.models import CorrectionApplication, DisclosureRequest

RESULTS: Mapping[str, tuple[str, str]] = {
    "corrected": ("corrected", "予以更正"),
    "transferred": ("correction_transferred", "不属于本机关职能，转送有权更正的机关"),
    "referred": ("correction_transferred", "不属于本机关职能，告知向有权更正的机关提出"),
    "refused": ("correction_refused", "不予更正"),
}
"""As the letter has it → the outcome, and the words."""
SENDING: Mapping[str, str] = {
    "exchange": "公文交换",
    "post": "邮寄",
    "in_person": "当面移交",
    "online": "政务网",
}
"""How it was passed on → the words, also of the letter."""


def application_of(case: Case) -> CorrectionApplication | None:
    """What a case of this matter asks; None for every other."""
    return db.session.get(CorrectionApplication, case.id)


def asked_in_words(values: Mapping[str, Any]) -> str:
    """The application in a sentence, for the lists and the page."""
    return f"{values['information']}：记录为“{values['recorded']}”，请求更正为“{values['wanted']}”"


def correction_facts(request: DisclosureRequest) -> dict[str, Any]:
    """What the letter recites: as applied for, and as verified."""
    found = application_of(request.case)
    if found is None or not found.result:
        return {}
    said = {
        "information": found.information, "findings": found.findings, "result": found.result,
        "correction": found.correction, "competent_organ": found.competent_organ,
        "sent_on": found.sent_on.isoformat() if found.sent_on else "", "sent_way": SENDING.get(found.sent_way, ""),
        "provided_by": reply_that_gave(request.case),
    }  # fmt: skip
    return {name: value for name, value in said.items() if value}


def reply_that_gave(case: Case) -> str:
    """The number of our reply that handed the information over; empty where the record proves none."""
    found = link_to_earlier(case)
    if found is None or found.relation != Relation.CORRECTION:
        return ""
    given = db.session.get_one(DisclosureRequest, found.earlier_id)
    if given.reply_letter_id is None or not gives_information(given.outcome):
        return ""
    return db.session.get_one(IssuedLetter, given.reply_letter_id).document_number


def facts_of_correction(case: Case) -> list[Fact]:
    """For the case page and the file."""
    found = application_of(case)
    if found is None:
        return []
    rows = [Fact("更正的信息", found.information, wide=True), Fact("原记录", found.recorded, wide=True),
            Fact("请求更正为", found.wanted, wide=True), Fact("证据", found.evidence, wide=True)]  # fmt: skip
    if found.result:
        rows.append(Fact("核实结果", f"{RESULTS[found.result][1]}。{found.findings}", wide=True))
    if found.sent_on:
        sent = f"{found.sent_on}以{SENDING[found.sent_way]}方式转送{found.competent_organ}：{found.sent_note}"
        rows.append(Fact("转送记录", sent, wide=True))
    return rows
