"""What the record of a request says of earlier acts, as its letters tell it: none of this is ever typed again."""

import re
from typing import Any

from sqlalchemy import select

from app.casework.acts.once import once_in_act
from app.casework.letters import issuing
from app.casework.models import Case, Delivery, IssuedLetter
from app.database import db
from app.law.delivery import METHOD_WORDS, DeliveryMethod
from app.law.earlier_acts import Earlier, why_not
from app.law.outcomes import outcome
from app.letters.facts import chinese_date
from app.processes.disclosure.decisions import labelled
from app.processes.disclosure.models import Applicant, Clarification, DisclosureRequest, SearchRecord
from app.processes.disclosure.queries import search_records
from app.processes.disclosure.similar import nearness, plain

REASON_REQUEST = "reason_request_notice"
BETWEEN_WORDS = re.compile(r"[、，,;；\s]+")
OF_RECORD = {
    "reply_not_existing": ("searched_on", "search_scope", "search_method", "search_keywords"),
    "reply_still_unclear": ("clarification_number", "clarification_noticed_on", "clarified_on"),
    "reply_repeated": ("earlier_received_on", "earlier_number", "earlier_replied_on", "delivery_evidence"),
    "reply_excessive": ("reason_requested_on",),
}
"""Kind of letter → those of its facts that the record supplies."""


def on_record(request: DisclosureRequest) -> frozenset[Earlier]:
    """The earlier acts that a decision may rest on, as they stand when an act begins."""
    return once_in_act(f"on record of case {request.case_id}", lambda: _on_record(request))


def _on_record(request: DisclosureRequest) -> frozenset[Earlier]:
    found = {
        Earlier.CLARIFIED: answered_clarification(request.case) is not None,
        Earlier.REASON_ASKED: _reason_request(request.case) is not None,
        Earlier.REPLIED_BEFORE: former_reply(request) is not None,
        Earlier.SEARCHED: bool(search_records(request.case)),
    }
    return frozenset(act for act, is_there in found.items() if is_there)


def not_offered(request: DisclosureRequest, codes: tuple[str, ...]) -> dict[str, str]:
    """Outcome → why it is not offered, of these."""
    known = on_record(request)
    return {code: reason for code in codes if (reason := why_not(code, known))}


def words_of(refused: dict[str, str]) -> str:
    """The same in a sentence for the form; empty when all are offered."""
    said = "；".join(f"“{labelled(outcome(code))}”：{reason}" for code, reason in refused.items())
    return f"现在不能选择{said}" if said else ""


def answered_clarification(case: Case) -> Clarification | None:
    """The 补正 that was asked for and answered; None before both."""
    found = db.session.get(Clarification, case.id)
    return found if found is not None and found.notified_on and found.answered_on else None


def amended_facts(request: DisclosureRequest) -> dict[str, Any]:
    """The amended request and both days (第三十条), for every letter after the answer came."""
    found = answered_clarification(request.case)
    if found is None:
        return {}
    return {
        "amended_notice": issuing.number_of(found.letter_id) if found.letter_id else "",
        "amended_notified_on": _iso(found.notified_on),
        "amended_on": _iso(found.answered_on),
        "amended_content": found.answer,
    }


def decided_facts(request: DisclosureRequest) -> dict[str, Any]:
    """What the letter of the outcome tells of earlier acts."""
    tell = TELLERS.get(request.outcome)
    return tell(request) if tell else {}


def _searched(request: DisclosureRequest) -> dict[str, Any]:
    records = search_records(request.case)
    return _of_search(records[-1]) if records else {}


def _of_search(record: SearchRecord) -> dict[str, Any]:
    return {
        "searched_on": _iso(record.searched_on), "search_scope": record.scope, "search_method": record.method,
        "search_keywords": [word for word in BETWEEN_WORDS.split(record.keywords) if word],
    }  # fmt: skip


def _clarified(request: DisclosureRequest) -> dict[str, Any]:
    known = amended_facts(request)
    names = {"clarification_number": "amended_notice", "clarification_noticed_on": "amended_notified_on",
             "clarified_on": "amended_on"}  # fmt: skip
    return {name: known[source] for name, source in names.items()} if known else {}


def _repeated(request: DisclosureRequest) -> dict[str, Any]:
    found = former_reply(request)
    if found is None:
        return {}
    case, letter, delivery = found
    day = f"{chinese_date(delivery.delivered_on)}" if delivery.delivered_on else ""
    number = f"，邮件号码{delivery.tracking_number}" if delivery.tracking_number else ""
    return {
        "earlier_received_on": _iso(case.received_on), "earlier_number": letter.document_number,
        "earlier_replied_on": _iso(letter.issued_on),
        "delivery_evidence": f"{day}{METHOD_WORDS[_way_of(delivery)]}送达记录{number}",
    }  # fmt: skip


def _way_of(delivery: Delivery) -> DeliveryMethod:
    """The way as the law names it: the portal is where the applicant has an account."""
    return DeliveryMethod.ONLINE if delivery.method == "portal" else DeliveryMethod(delivery.method)


def _reason_asked(request: DisclosureRequest) -> dict[str, Any]:
    letter = _reason_request(request.case)
    return {"reason_requested_on": _iso(letter.issued_on)} if letter else {}


TELLERS = {
    "not_existing": _searched, "still_unclear": _clarified, "repeated": _repeated, "excessive": _reason_asked,
}  # fmt: skip


def _reason_request(case: Case) -> IssuedLetter | None:
    query = select(IssuedLetter).where(IssuedLetter.case_id == case.id, IssuedLetter.kind == REASON_REQUEST)
    return db.session.scalar(query.order_by(IssuedLetter.id).limit(1))


def former_reply(request: DisclosureRequest) -> tuple[Case, IssuedLetter, Delivery] | None:
    """The delivered reply of the same organ to the earlier request of the same applicant that is nearest in its words.

    第三十六条第六项 speaks of the same content: a request about another matter is no former one, however recent. The
    same person is who has the same identity number; without one nobody is taken for the same.
    """
    identity = request.applicant.identity_index
    if not identity:
        return None
    query = (
        select(Case, IssuedLetter, Delivery, DisclosureRequest.description)
        .join(DisclosureRequest, DisclosureRequest.case_id == Case.id)
        .join(Applicant, Applicant.id == DisclosureRequest.applicant_id)
        .join(IssuedLetter, IssuedLetter.id == DisclosureRequest.reply_letter_id)
        .join(Delivery, Delivery.letter_id == IssuedLetter.id)
        .where(Case.organ_id == request.case.organ_id, Case.id < request.case_id)
        .where(Applicant.identity_index == identity, Delivery.delivered_on.is_not(None))
        .where(DisclosureRequest.outcome != "withdrawn")
        .order_by(Case.id.desc())
    )
    wanted = plain(request.description)
    rows = [row._tuple() for row in db.session.execute(query)]
    near = [(nearness(wanted, plain(said)), (case, letter, sent)) for case, letter, sent, said in rows]
    best, found = max(near, key=lambda one: one[0], default=(0, None))
    return found if best else None


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None
