"""The letters of a consultation, from the record alone; none of them says who applied (条例第三十二条)."""

from dataclasses import replace
from datetime import date
from typing import Any

from flask import current_app

from app.casework.acts.act import Act
from app.casework.contract.letters import Letters
from app.casework.contract.platform import platform, words_of
from app.casework.letters import issuing
from app.casework.letters.issuing import Recipient
from app.casework.letters.kinds import kind_for
from app.casework.models import Case, Consultation, IssuedLetter
from app.casework.models.letters import DeliveryMethod
from app.casework.terms import clocks
from app.law.consulting import ANSWER_WORDS, Asked
from app.law.remedies import remedy_clause
from app.letters.catalogue import LetterKind
from app.letters.circumstances import Circumstances
from app.office.places import place_of
from app.steps.consultation_codes import answer_code, answer_number

TO_THIRD_PARTY, TO_ORGAN = "third_party_consultation", "organ_consultation"
SLIP, DISCLOSED = "third_party_opinion_slip", "third_party_disclosure_notice"
WRITTEN_LATER = "（制发时写入）"


def letter_kind(row: Consultation, on: date) -> LetterKind:
    """The wording that the organ uses on this day."""
    name = TO_THIRD_PARTY if row.party == Asked.THIRD_PARTY else TO_ORGAN
    return kind_for(row.case.organ_on(on), name, on)


def letter_facts(row: Consultation, on: date) -> dict[str, Any]:
    """What the letter says."""
    case = row.case
    shared = {"received_on": case.received_on, "case_number": case.number, "information": row.information,
              "consultation_working_days": _limit(on), "answer_url": f"{current_app.config['PUBLIC_URL']}/opinions",
              "answer_number": answer_number(row)}  # fmt: skip
    if row.party == Asked.THIRD_PARTY:
        return {**shared, "third_party_name": row.name, "third_party_kind": row.kind, "reply_to": _reply_to(case, on),
                "attachments": ["第三方意见回执"]}  # fmt: skip
    basis = "joint" if row.party == Asked.CO_AUTHOR_ORGAN else "coordination"
    return {**shared, "addressed_organ": row.name, "basis": basis, "proposal": row.proposal}


def preview_facts(row: Consultation, on: date) -> dict[str, Any]:
    """The letter before it has its number."""
    sender = issuing.sender_facts(row.case.organ_on(on), "", on, "")
    facts = {**sender, **letter_facts(row, on), "answer_code": WRITTEN_LATER}
    return issuing.only_known(letter_kind(row, on), facts)


def issue_letter(act: Act, row: Consultation) -> IssuedLetter:
    """Letter, and the slip that a third party fills in. It waits to be sent: that is an act of its own."""
    kind = letter_kind(row, act.today)
    letter = _issue(act, row, kind.kind, {**letter_facts(row, act.today), "answer_code": answer_code(row)})
    issuing.await_delivery(letter, DeliveryMethod.POST, has_own_task=True)
    if row.party == Asked.THIRD_PARTY:
        _issue(act, row, SLIP, {
            "third_party_name": row.name, "consultation_number": letter.document_number,
            "information": row.information, "consultation_working_days": _limit(act.today),
        })  # fmt: skip
    return letter


def issue_disclosure_notice(act: Act, row: Consultation, values: dict[str, Any]) -> IssuedLetter:
    """第三十二条：before the disclosure the objecting party learns what is disclosed and why, and its remedies."""
    case, organ = row.case, row.case.organ_on(act.today)
    kind, place = kind_for(organ, DISCLOSED, act.today), place_of(organ, act.today)
    in_force = clocks.parameters_on(act.today)
    clause = remedy_clause("E", place, act.today, in_force, document=kind.self_name)
    said = f"{ANSWER_WORDS[row.answer]}，理由是{_unnamed(case, row.reason, act.today)}"
    letter = _issue(act, row, DISCLOSED, {
        **values, "third_party_name": row.name, "third_party_kind": row.kind, "received_on": case.received_on,
        "case_number": case.number, "consulted_on": row.sent_on, "opinion": said,
        "remedy": list(clause.paragraphs),
    })  # fmt: skip
    issuing.await_delivery(letter, DeliveryMethod.POST)
    return letter


def _issue(act: Act, row: Consultation, kind: str, facts: dict[str, Any]) -> IssuedLetter:
    to = Recipient(row.name, row.kind, DeliveryMethod.POST)
    return issuing.issue(act, kind, facts, to, circumstances(row.case, act.today))


def circumstances(case: Case, on: date) -> Circumstances:
    """Nothing is decided here; names and numbers of the applicant must not appear."""
    facet: Letters = platform().process(case.process).letters
    known = facet.circumstances(case, on)
    withheld = (*names_of_applicants(case), *known.applicant_numbers)
    place = place_of(case.organ_on(on), on)  # a party is served on paper, whatever the applicant wants
    return replace(known, outcome="", place=place, due_on=None, applicant_numbers=(), withheld=withheld)


def _unnamed(case: Case, reason: str, on: date) -> str:
    """A party's own words as they go back to it: whom it takes for the applicant, the office does not confirm."""
    for one in circumstances(case, on).withheld:
        reason = reason.replace(one, words_of(case).party) if one else reason
    return reason


def names_of_applicants(case: Case) -> tuple[str, ...]:
    """Whoever asked, by each name on record."""
    facet: Letters = platform().process(case.process).letters
    names = [case.party, *(one.name for one in facet.recipients(case) if one.role == "applicant")]
    return tuple(dict.fromkeys(name for name in names if name))


def _limit(on: date) -> int:
    return int(clocks.parameters_on(on).value("consultation_working_days"))


def _reply_to(case: Case, on: date) -> str:
    organ = case.organ_on(on)
    where = organ.address or organ.name
    return f"填写所附第三方意见回执，签名或者盖章后寄送或者当面提交至本机关（地址：{where}）"
