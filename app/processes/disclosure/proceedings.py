"""行政复议 and 行政诉讼 on record: what stands, how it reads, how the annual report counts it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, bindparam, select
from sqlalchemy.orm import aliased

from app.casework.contract.figures import NumberRow
from app.casework.models import Case
from app.casework.terms.events import events_of
from app.casework.terms.moments import Asked
from app.database import db
from app.law.events import EventType
from app.law.proceedings import (
    CELL_WORDS,
    REPLY_ORDERED,
    RULINGS,
    WORDS,
    Cell,
    Known,
    Proceeding,
    redo_counted_from,
    table_four,
)
from app.processes.disclosure.models import ProceedingRecord
from app.processes.disclosure.rare import RARE
from app.processes.disclosure.registration import request_of

UNITS = {"working_day": "个工作日", "day": "日"}
_of_case = (
    select(ProceedingRecord)
    .where(ProceedingRecord.case_id == bindparam("of_case"))
    .order_by(ProceedingRecord.number)
)


def proceeding_records(case: Case) -> list[ProceedingRecord]:
    """Every entry, the oldest first, those that a later one took the place of included."""
    if not RARE.may_have(ProceedingRecord, case.id):
        return []
    return list(db.session.scalars(_of_case, {"of_case": case.id}))


def standing_proceedings(case: Case) -> list[ProceedingRecord]:
    """The newest entry of each proceeding, in the order in which they began."""
    newest = {one.root: one for one in proceeding_records(case)}
    return [newest[root] for root in sorted(newest)]


def is_set_aside(case: Case) -> bool:
    """A body of review has set the reply aside, in whole or in part: it no longer stands as it was given."""
    return any(one.ruling and RULINGS[one.ruling].reopens for one in standing_proceedings(case))


def record_of(case: Case, number: int) -> ProceedingRecord | None:
    """The entry of this number in its case."""
    return next((one for one in proceeding_records(case) if one.number == number), None)


def known_of(records: Sequence[ProceedingRecord]) -> list[Known]:
    """The same for the rules of the law."""
    return [Known(one.kind, one.ruling) for one in records]


def title_of(record: ProceedingRecord) -> str:
    """Such as 行政复议."""
    return WORDS[Proceeding(record.kind)]


def ruling_words(record: ProceedingRecord) -> str:
    """The ruling, or that there is none yet."""
    return RULINGS[record.ruling].title if record.ruling else CELL_WORDS[Cell.PENDING]


def order_words(record: ProceedingRecord) -> str:
    """How long the organ has for the new reply, as ordered; empty without one."""
    doing = "答复" if record.ruling == REPLY_ORDERED else "重新答复"
    return f"{record.redo_days}{UNITS[record.redo_unit]}内{doing}" if record.redo_days else ""


def limit_of(record: ProceedingRecord) -> dict[str, Any]:
    """The same for the clock; empty where the parameters tell it."""
    return {"days": record.redo_days, "unit": record.redo_unit} if record.redo_days else {}


def counted_from(record: ProceedingRecord) -> date:
    """The day of an order to reply, from whose next day its limit runs."""
    assert record.got_on is not None  # a ruling has its day
    return redo_counted_from(record.kind, record.got_on, record.effective_on)


def why_answered_here(case: Case, record: ProceedingRecord) -> str:
    """What was ordered while nothing had been said is obeyed in the very case, by its own reply: the words for it.

    Empty where the order makes the organ reply in a case of its own.
    """
    request = request_of(case)
    if request.reply_letter_id is not None:
        return "本件已经答复，不再另开新件" if is_ordered_here(case, record) else ""
    return "本件尚未答复，请在本件中答复，期限按决定、判决计算" if case.is_open else ""


def is_ordered_here(case: Case, record: ProceedingRecord) -> bool:
    """Whether the limit of this order was counted in its own case, before any correction."""
    ordered = (one for one in events_of(case) if one.type is EventType.REDO_ORDERED)
    return any(one.get("id") == str(record.root) for one in ordered)


def sentence_of(record: ProceedingRecord) -> str:
    """One proceeding in a line."""
    docket = f"，案号{record.docket}" if record.docket else ""
    began = f"{record.applied_on}向{record.body}提出{docket}，{record.told_on}收到通知"
    if not record.ruling:
        return f"{began}；{ruling_words(record)}"
    number = f"，文号{record.ruling_number}" if record.ruling_number else ""
    order = f"，{words}" if (words := order_words(record)) else ""
    effect = f"，{record.effective_on}生效" if record.effective_on else ""
    return f"{began}；{record.ruled_on}{ruling_words(record)}{number}{order}，{record.got_on}收到{effect}"


@dataclass(frozen=True)
class ProceedingRow:
    """One entry as people read it. `later` is the number of the entry that took its place."""

    record: ProceedingRecord
    later: int | None
    why: str

    @property
    def stands(self) -> bool:
        return self.later is None

    @property
    def title(self) -> str:
        return title_of(self.record)

    @property
    def ruling(self) -> str:
        return ruling_words(self.record)

    @property
    def order(self) -> str:
        return order_words(self.record)

    @property
    def reopens(self) -> bool:
        """Whether it makes the organ reply anew."""
        return self.stands and bool(self.record.ruling) and RULINGS[self.record.ruling].reopens


def proceeding_rows(case: Case) -> list[ProceedingRow]:
    """All entries of the case, the oldest first."""
    records = proceeding_records(case)
    later = {one.corrects_id: one for one in records if one.corrects_id is not None}
    return [_row(one, later.get(one.id)) for one in records]


def _row(record: ProceedingRecord, later: ProceedingRecord | None) -> ProceedingRow:
    return ProceedingRow(record, later.number if later else None, later.why_corrected if later else "")


@cache
def standing_in_sql() -> Any:
    """The entries of all cases that no later one took the place of."""
    later = aliased(ProceedingRecord)
    return select(ProceedingRecord).where(
        ~select(later.id).where(later.corrects_id == ProceedingRecord.id).exists()
    )


def is_contested(_now: Asked) -> ColumnElement[bool]:
    """Cases about which there is or was a reconsideration or a suit."""
    return Case.id.in_(select(ProceedingRecord.case_id))


def counted_in(organ_ids: Collection[int], first: date, last: date) -> dict[Proceeding, dict[Cell, int]]:
    """Table four of the annual report: what was decided in these days, and what began before their end and was not."""
    # the organ of each entry, of which there are few: never by way of all cases of the organs
    organ = select(Case.organ_id).where(Case.id == ProceedingRecord.case_id).scalar_subquery()
    query = standing_in_sql().where(ProceedingRecord.applied_on <= last, organ.in_(organ_ids))
    found = list(db.session.scalars(query))
    return table_four([_as_of(one, last) for one in found if one.ruled_on is None or one.ruled_on >= first])


def _as_of(record: ProceedingRecord, last: date) -> Known:
    """What was ruled later was pending then."""
    is_known = record.ruled_on is not None and record.ruled_on <= last
    return Known(record.kind, record.ruling if is_known else "")


def report_rows(organ_ids: set[int], now: datetime) -> list[NumberRow]:
    """This year's table four for the board: block by block, with its total."""
    counted = counted_in(organ_ids, date(now.year, 1, 1), date(now.year, 12, 31))
    return [NumberRow(WORDS[block], _cells(row)) for block, row in counted.items()]


def _cells(row: dict[Cell, int]) -> str:
    said = "、".join(f"{CELL_WORDS[cell]} {number}" for cell, number in row.items())
    return f"共 {sum(row.values())} 件：{said}"
