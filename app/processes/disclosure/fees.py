"""信息处理费 as it stands on record: what is counted, what the notice says, what has been paid (第四十二条)."""

from datetime import date
from typing import Any

from sqlalchemy import func, select

from app.casework.letters import issuing
from app.casework.letters.deliveries import delivery_of
from app.casework.letters.kinds import kind_for
from app.casework.models import Case
from app.casework.terms import clocks
from app.database import db
from app.law.charging import UNITS, WORDS, ChargedBy, Owed
from app.law.clock import ClockKind
from app.letters.catalogue import LetterKind
from app.processes.disclosure.delivered import proof_of
from app.processes.disclosure.models import Applicant, DisclosureRequest, FeeCharge
from app.processes.disclosure.no_matter import was_a_request
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.reply_files import files_of
from app.processes.disclosure.vocabulary import Matter

NOTICE, CONFIRMATION = "fee_notice", "fee_payment_confirmation"
LAPSED = "fee_lapsed"


def charge_of(case: Case) -> FeeCharge | None:
    """The fee of a request, drafted or told; None when nothing is charged."""
    return request_of(case).charge


def is_told(case: Case) -> bool:
    """The notice has its number."""
    found = charge_of(case)
    return found is not None and found.letter_id is not None


def is_being_drafted(case: Case) -> bool:
    """A notice is written and not issued: what is signed now is that."""
    found = charge_of(case)
    return found is not None and found.letter_id is None


def owed_of(charge: FeeCharge) -> Owed:
    """What was charged, and what came in."""
    return Owed(charge.amount, [(one.paid_on, one.amount) for one in charge.came_in], charge.returned)


def earlier_cases(request: DisclosureRequest) -> int:
    """How many cases of the same applicant came to the same organ in this calendar month, before this request.

    One that was charged as several counts as so many; a withdrawn one does not count, nor does a correction,
    a redo, or what was no request at all.
    The same person is who has the same identity number: without one, nobody is taken for the same.
    """
    identity, arrived = request.applicant.identity_index, request.case.received_on or request.arrived_on
    if not identity:
        return 0
    came_on = func.coalesce(Case.received_on, DisclosureRequest.arrived_on)
    query = (
        select(FeeCharge.first_unit, FeeCharge.last_unit, FeeCharge.charged_by, FeeCharge.letter_id)
        .select_from(Case)
        .join(DisclosureRequest, DisclosureRequest.case_id == Case.id)
        .join(Applicant, Applicant.id == DisclosureRequest.applicant_id)
        .outerjoin(FeeCharge, FeeCharge.case_id == Case.id)
        .where(Case.organ_id == request.case.organ_id, Case.id < request.case_id)
        .where(Applicant.identity_index == identity, DisclosureRequest.withdrawn_by == "", was_a_request())
        .where(came_on >= arrived.replace(day=1), came_on <= arrived)
        .where(
            DisclosureRequest.matter == Matter.APPLICATION
        )  # a correction or an ordered redo is no request
    )
    return sum(_counts_as(*row) for row in db.session.execute(query))


def _counts_as(first: int | None, last: int | None, by: str | None, letter_id: int | None) -> int:
    if by != ChargedBy.CASES or letter_id is None or first is None or last is None:
        return 1
    return last - first + 1


def pages_on_record(case: Case) -> int:
    """The pages that are handed over with the reply, as far as they are counted."""
    return sum(one.pages or 0 for one in files_of(case))


def notice_kind(case: Case, on: date) -> LetterKind:
    """The wording that the organ uses on this day."""
    return kind_for(case.organ_on(on), NOTICE, on)


def notice_facts(charge: FeeCharge, request: DisclosureRequest) -> dict[str, Any]:
    """What the notice says of the fee; none of it is typed but how to pay and why several cases."""
    return {
        "charged_by": charge.charged_by, "quantity": charge.last_unit - charge.first_unit + 1,
        "quantity_basis": basis_words(charge, request), "calculation": charge.calculation,
        "amount": _yuan(charge.amount), "payment_working_days": charge.payment_working_days,
        "payment_way": charge.payment_way,
    }  # fmt: skip


def basis_words(charge: FeeCharge, request: DisclosureRequest) -> str:
    """Of which month and which place, or what the pages are."""
    if charge.charged_by == ChargedBy.PAGES:
        return "本次申请所提供的政府信息"
    arrived = request.case.received_on or request.arrived_on
    several = f"至第{charge.last_unit}" if charge.last_unit > charge.first_unit else ""
    why = f"（{charge.why_items}）" if charge.why_items else ""
    return f"本次申请为{arrived.year}年{arrived.month}月向本机关提出的第{charge.first_unit}{several}件{why}"


def lapse_facts(request: DisclosureRequest) -> dict[str, Any]:
    """The notice, its delivery, the end of the period, and a part that came; none of it is typed."""
    charge = charge_of(request.case)
    delivery = delivery_of(charge.letter_id) if charge is not None and charge.letter_id else None
    payment = clocks.clocks_of(request.case).of_kind(ClockKind.PAYMENT)
    if charge is None or delivery is None or charge.delivered_on is None or not payment:
        return {}
    received = owed_of(charge).received
    return {
        "fee_notice_number": issuing.number_of(charge.letter_id),
        "fee_notice_delivered_on": charge.delivered_on.isoformat(), "payment_due_on": payment[-1].due_on.isoformat(),
        "delivery_evidence": proof_of(delivery), "amount": _yuan(charge.amount),
        "received_amount": _yuan(received) if received else "",
    }  # fmt: skip


def words_of(charge: FeeCharge) -> str:
    """The fee in a line: how it is counted, how much, what has come in."""
    by, owed = ChargedBy(charge.charged_by), owed_of(charge)
    several = f"至{charge.last_unit}" if charge.last_unit > charge.first_unit else ""
    place = f"第{charge.first_unit}{several}"
    said = f"{WORDS[by]}，{place}{UNITS[by]}：{charge.calculation}，合计 {charge.amount} 元"
    if charge.letter_id is None:
        return f"{said}（收费通知书尚未制发）"
    back = f"，已退 {owed.returned} 元" if owed.returned else ""
    if owed.settled_on is not None:
        return f"{said}，已于 {owed.settled_on} 缴清{back}"
    return f"{said}，已缴 {owed.received} 元，尚欠 {owed.rest} 元{back}"


def _yuan(amount: int) -> str:
    return f"{amount}.00"
