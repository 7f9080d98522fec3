"""Requests as the annual report counts them (国办公开办函〔2021〕30号): tables 三 and 四, 信息处理费.

A request counts as new in the year in which it was received, in its result in the year in which it was closed, and as
carried on while it is not. What is answered anew or corrected (第四十一条) is no new request; what was registered twice
or by mistake, and closed by force, was none. Where an old ledger
tells no kind of applicant, or no outcome, 其他 counts it: our reading, the form has no other place.
"""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, literal, or_, select, union_all
from sqlalchemy.orm import aliased

from app.casework.contract.reports import Reports, Rows
from app.casework.models import Case, Delivery, IssuedLetter, LetterRecall
from app.casework.models.letters import DeliveryState
from app.casework.terms.clocks import parameters_on
from app.database import db
from app.law.annual_report.form import (
    APPLICANTS,
    BLOCKS,
    CARRIED_IN,
    CARRIED_OUT,
    ENDS,
    NEW,
    RESULTS,
    cell_name,
)
from app.law.outcomes import BY_ITEMS, OUTCOMES
from app.law.parameters import Parameters
from app.law.proceedings import RULINGS, Cell
from app.processes.disclosure.models import (
    Applicant,
    DisclosureRequest,
    FeePayment,
    FeeRefund,
    Judgement,
    ProceedingRecord,
)
from app.processes.disclosure.no_matter import was_a_request
from app.processes.disclosure.vocabulary import Matter

OTHER_RESULT, OTHER_KIND = "other_misc", "other_org"
_ROWS = {code: one.report_row for code, one in OUTCOMES.items() if one.report_row}
_IN_ORDER = list(dict.fromkeys(_ROWS.values()))
"""The rows as `app.law.items.report_row` takes the first one of several."""


def _row_of_items(parameters: Parameters) -> ColumnElement[str]:
    """The row of a request that is answered item by item, where its outcome alone does not say it."""
    place = case(
        {code: _IN_ORDER.index(row) for code, row in _ROWS.items()},
        value=Judgement.outcome,
        else_=len(_IN_ORDER),
    )
    first, last = (_of_items(edge(place)) for edge in (func.min, func.max))
    rows = case(dict(enumerate(_IN_ORDER)), value=first, else_=OTHER_RESULT)
    if parameters.value("mixed_items_row") != OTHER_RESULT:
        return rows
    return case((first == last, rows), else_=OTHER_RESULT)


def _of_items(edge: ColumnElement[int]) -> ColumnElement[int]:
    judged_in = func.coalesce(_told_by_another(), DisclosureRequest.case_id)
    return select(edge).where(Judgement.case_id == judged_in, Judgement.asked != "").scalar_subquery()


def _told_by_another() -> ColumnElement[int | None]:
    """`standing_replies.decided_in` as SQL: the case whose letter took the place of a reply that never went out."""
    is_out = Delivery.state.in_((DeliveryState.SENT, DeliveryState.DELIVERED))
    return (
        select(IssuedLetter.case_id)
        .join(LetterRecall, LetterRecall.replaced_by_id == IssuedLetter.id)
        .where(LetterRecall.letter_id == DisclosureRequest.reply_letter_id)
        .where(~exists().where(Delivery.letter_id == LetterRecall.letter_id, is_out))
        .correlate(DisclosureRequest)
        .scalar_subquery()
    )


def _result(parameters: Parameters) -> ColumnElement[str]:
    """The row of a request that is closed; `app.law.items.report_row` as SQL."""
    outcome = DisclosureRequest.outcome
    by_items = [code for code in BY_ITEMS if code not in _ROWS]
    own = [(outcome == code, literal(row)) for code, row in _ROWS.items()]
    return case(*own, (outcome.in_(by_items), _row_of_items(parameters)), else_=OTHER_RESULT)


def _requests(organ_ids: Collection[int], line: ColumnElement[str], *which: ColumnElement[bool]) -> Any:
    kind = case((Applicant.kind.in_(list(APPLICANTS)), Applicant.kind), else_=OTHER_KIND)
    return (
        select(literal("table3.").concat(line).label("line"), kind.label("kind"), Case.id.label("case_id"))
        .join(DisclosureRequest, DisclosureRequest.case_id == Case.id)
        .join(Applicant, Applicant.id == DisclosureRequest.applicant_id)
        .where(Case.organ_id.in_(organ_ids), DisclosureRequest.matter == Matter.APPLICATION, *which)
        .where(was_a_request())
    )


def requests(organ_ids: Collection[int], first: date, last: date) -> Rows:
    """Table three: 新收, 上年结转, the results of what was closed, 结转下年度.

    One table has one rule: `mixed_items_row` counts as it stands on the last day.
    """
    came_before_end = Case.received_on <= last
    still_open = or_(Case.closed_on.is_(None), Case.closed_on > last)
    open_at_first = or_(Case.closed_on.is_(None), Case.closed_on >= first)
    return union_all(
        _requests(organ_ids, literal(NEW), Case.received_on.between(first, last)),
        _requests(organ_ids, literal(CARRIED_IN), Case.received_on < first, open_at_first),
        _requests(
            organ_ids, _result(parameters_on(last)), came_before_end, Case.closed_on.between(first, last)
        ),
        _requests(organ_ids, literal(CARRIED_OUT), came_before_end, still_open),
    )


def proceedings(organ_ids: Collection[int], first: date, last: date) -> Rows:
    """Table four: what was ruled in these days, and what began before their end and was not ruled by then."""
    record, later = ProceedingRecord, aliased(ProceedingRecord)
    is_ruled = and_(record.ruling != "", record.ruled_on <= last)
    end = case(
        *((and_(is_ruled, record.ruling == name), one.cell.value) for name, one in RULINGS.items()),
        else_=Cell.PENDING.value,
    )
    return (
        select(
            literal("table4.").concat(record.kind).label("line"), end.label("kind"), Case.id.label("case_id")
        )
        .join(Case, Case.id == record.case_id)
        .where(Case.organ_id.in_(organ_ids), record.applied_on <= last)
        .where(or_(record.ruled_on.is_(None), record.ruled_on >= first))
        .where(~select(later.id).where(later.corrects_id == record.id).exists())
    )


def fees(organ_ids: Collection[int], first: date, last: date) -> Mapping[str, Decimal]:
    """信息处理费 that came in, without what was paid back."""
    paid = _sum(FeePayment, FeePayment.paid_on, organ_ids, first, last, FeePayment.voided_at.is_(None))
    return {"信息处理费": paid - _sum(FeeRefund, FeeRefund.refunded_on, organ_ids, first, last)}


def _sum(
    model: Any, day: Any, organ_ids: Collection[int], first: date, last: date, *which: ColumnElement[bool]
) -> Decimal:
    query = select(func.coalesce(func.sum(model.amount), 0)).join(Case, Case.id == model.case_id)
    return Decimal(
        db.session.scalar(query.where(Case.organ_id.in_(organ_ids), day.between(first, last), *which)) or 0
    )


_CELLS = (
    *(
        cell_name("table3", row, kind)
        for row in (NEW, CARRIED_IN, *RESULTS, CARRIED_OUT)
        for kind in APPLICANTS
    ),
    *(cell_name("table4", block, end) for block in BLOCKS for end in ENDS),
)
reports = Reports(rows=(requests, proceedings), cells=_CELLS, fees=fees)
