"""What the record of a request says of earlier acts, as its letters tell it: none of this is ever typed again."""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select

from app.casework.acts.once import is_reading, once_in_act
from app.casework.letters import issuing
from app.casework.letters.deliveries import effective_delivery
from app.casework.models import Case, IssuedLetter
from app.database import columns_of
from app.law.earlier_acts import NEEDED, Earlier, check_is_on_record, why_not
from app.law.outcomes import outcome
from app.processes.disclosure import fees
from app.processes.disclosure.correcting_applications import correction_facts
from app.processes.disclosure.decisions import labelled
from app.processes.disclosure.delivered import proof_of, told_on
from app.processes.disclosure.excess import REASON_REQUEST, excessive_facts
from app.processes.disclosure.former import chosen_former, has_former_reply
from app.processes.disclosure.lapse import LAPSED, lapse_facts
from app.processes.disclosure.linked import Relation
from app.processes.disclosure.models import CaseLink, Clarification, DisclosureRequest
from app.processes.disclosure.redo_letter import redo_facts, replaced_facts
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.responsible import responsible_facts
from app.processes.disclosure.searches import letter_facts, standing_searches
from app.processes.disclosure.vocabulary import Matter

OF_RECORD = {
    "reply_not_existing": (
        "searched_on",
        "search_began_on",
        "search_unit",
        "search_scope",
        "search_method",
        "search_keywords",
        "search_persons",
        "search_result",
        "other_searches",
    ),
    "reply_still_unclear": ("clarification_number", "clarification_noticed_on", "clarified_on"),
    "reply_repeated": ("earlier_received_on", "earlier_number", "earlier_replied_on", "delivery_evidence"),
    "reply_by_items": ("answers", "searched"),
    "reply_not_responsible": ("passed_on",),
    "reply_excessive": ("statistics", "reason_requested_on", "reason_result", "reason_given"),
    "redo_reply": ("ordered_by", "order_organ", "order_number", "ruling", "ordered_on", "earlier_number"),
    "correction_reply": (
        "information",
        "provided_by",
        "findings",
        "result",
        "correction",
        "competent_organ",
        "sent_on",
        "sent_way",
    ),
    "notice_fee_lapsed": (
        "fee_notice_number",
        "fee_notice_delivered_on",
        "payment_due_on",
        "delivery_evidence",
        "amount",
        "received_amount",
    ),
    "notice_clarification_lapsed": (
        "clarification_number",
        "clarification_delivered_on",
        "clarification_due_on",
        "delivery_evidence",
        "late_answer_on",
        "later_answers_on",
        "why_not_accepted",
    ),
}
"""Kind of letter → those of its facts that the record supplies."""


def on_record(request: DisclosureRequest, asked: Collection[Earlier] = tuple(Earlier)) -> frozenset[Earlier]:
    """The earlier acts that a decision may rest on, as they stand when an act begins; of these alone it is asked."""
    return frozenset(one for one in asked if _stands(request, one))


def _stands(request: DisclosureRequest, one: Earlier) -> bool:
    return once_in_act(f"{one} of case {request.case_id}", lambda: _LOOKED_UP[one](request))


_LOOKED_UP: dict[Earlier, Callable[[DisclosureRequest], bool]] = {
    Earlier.CLARIFIED: lambda request: answered_clarification(request.case) is not None,
    Earlier.REASON_ASKED: lambda request: reason_asked_on(request.case) is not None,
    Earlier.REPLIED_BEFORE: has_former_reply,
    Earlier.SEARCHED: lambda request: bool(standing_searches(request.case)),
}


def not_offered(request: DisclosureRequest, codes: tuple[str, ...]) -> dict[str, str]:
    """Outcome → why it is not offered, of these."""
    known = on_record(request, {NEEDED[code][0] for code in codes if code in NEEDED})
    return {code: reason for code in codes if (reason := why_not(code, known))}


def check_stands_on_record(request: DisclosureRequest, code: str, field: str) -> None:
    """Of this outcome, by the earlier act that it rests on alone. Raises NotOnRecord beside the field."""
    asked = {NEEDED[code][0]} if code in NEEDED else frozenset()
    check_is_on_record(code, on_record(request, asked), field)


def words_of(refused: dict[str, str]) -> str:
    """The same in a sentence for the form; empty when all are offered."""
    said = "；".join(f"“{labelled(outcome(code))}”：{reason}" for code, reason in refused.items())
    return f"现在不能选择{said}" if said else ""


def answered_clarification(case: Case) -> Clarification | None:
    """The 补正 that was asked for and answered; None before both."""
    found = request_of(case).clarification
    return found if found is not None and found.notified_on and found.answered_on else None


def amended_facts(request: DisclosureRequest) -> dict[str, Any]:
    """The amended request and both days (第三十条), for every letter after the answer came."""
    found = answered_clarification(request.case)
    if found is None:
        return _amended_before(request)
    return {
        "amended_notice": issuing.number_of(found.letter_id) if found.letter_id else "",
        "amended_notified_on": _iso(_notified_on(found)),
        "amended_on": _iso(found.answered_on),
        "amended_content": found.answer,
    }


def _amended_before(request: DisclosureRequest) -> dict[str, Any]:
    """Answered anew, or by another organ, it is the request as it was amended; who had asked for that is named."""
    before = _continued(request, Relation.REDO, Relation.PASSED_ON)
    known = amended_facts(request_of(before.earlier)) if before is not None else {}
    if before is None or not known or before.relation == Relation.REDO:
        return known
    return {"amended_by": before.earlier.organ.name, **known}


def origin_facts(request: DisclosureRequest) -> dict[str, Any]:
    """Which organ passed the request on with the applicant's consent; nothing of one that came by itself."""
    before = _continued(request, Relation.PASSED_ON)
    return {"passed_on_by": before.earlier.organ.name} if before is not None else {}


def _continued(request: DisclosureRequest, *relations: Relation) -> CaseLink | None:
    """The link to the case that this one goes on with, in one of these ways."""
    found = request.origin
    return found if found is not None and found.relation in relations else None


def _notified_on(found: Clarification) -> date | None:
    """The day of the sending, which is what tells (第三十条); the notice's own where the answer came before that."""
    sent = told_on(effective_delivery(found.letter_id))
    return sent if sent and found.answered_on and sent <= found.answered_on else found.notified_on


def decided_facts(request: DisclosureRequest) -> dict[str, Any]:
    """What the letter of the outcome tells of earlier acts."""
    if request.matter == Matter.REDO and (said := redo_facts(request)):
        return said
    tell = correction_facts if request.matter == Matter.CORRECTION else TELLERS.get(request.outcome)
    replaced = replaced_facts(request) if request.matter == Matter.REDO else {}
    return {**(tell(request) if tell else {}), **replaced}


def _clarified(request: DisclosureRequest) -> dict[str, Any]:
    known = amended_facts(request)
    names = {"clarification_number": "amended_notice", "clarification_noticed_on": "amended_notified_on",
             "clarified_on": "amended_on"}  # fmt: skip
    return {name: known[source] for name, source in names.items()} if known else {}


def _repeated(request: DisclosureRequest) -> dict[str, Any]:
    found = chosen_former(request)
    if found is None:
        return {}
    case, letter, delivery = found.case, found.letter, found.delivery
    return {
        "earlier_received_on": _iso(case.received_on), "earlier_number": letter.document_number,
        "earlier_replied_on": _iso(told_on(delivery)), "delivery_evidence": proof_of(delivery),
    }  # fmt: skip


def _reason_asked(request: DisclosureRequest) -> dict[str, Any]:
    day = reason_asked_on(request.case)
    return {"reason_requested_on": _iso(day), **excessive_facts(request)} if day else {}


TELLERS = {
    LAPSED: lapse_facts, fees.LAPSED: fees.lapse_facts,
    "not_responsible": responsible_facts, "not_existing": letter_facts, "still_unclear": _clarified,
    "repeated": _repeated, "excessive": _reason_asked,
}  # fmt: skip


_reason_requests = select(IssuedLetter.id).where(
    IssuedLetter.case_id == bindparam("of_case"), IssuedLetter.kind == REASON_REQUEST
)


def reason_asked_on(case: Case) -> date | None:
    """第三十五条: the day on which the request for a reason was first sent; one that only lies printed asked nobody."""
    days = [told_on(effective_delivery(letter_id)) for letter_id in _letters_that_asked(case)]
    return min((day for day in days if day is not None), default=None)


def _letters_that_asked(case: Case) -> Iterable[int]:
    """In a reading, of the letters that it has read whole anyway. A letter is written when it is issued."""
    if is_reading():
        return [letter.id for letter in issuing.letters_of(case) if letter.kind == REASON_REQUEST]
    return columns_of(_reason_requests, {"of_case": case.id}).scalars()


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None
