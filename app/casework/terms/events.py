"""The clock events of a case as rows: appended in their order, never changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, insert, select

from app.casework.acts.once import once_in_act
from app.casework.models import Case, ClockEvent
from app.database import db
from app.law.clocks import Event

Fact = tuple[str, date, dict[str, Any]]
"""Type, day and data of an event that is to be recorded."""

_table = ClockEvent.__table__
_append = insert(_table)
_of_case = (
    select(_table)
    .where(_table.c.case_id == bindparam("of_case"))
    .order_by(_table.c.happened_on, _table.c.sequence)
)


@dataclass(frozen=True, order=True)
class _Kept:
    """An event in its place."""

    on: date
    sequence: int
    event: Event


def append_event(
    case: Case, type_: str, on: date, data: dict[str, Any], now: datetime, at: datetime | None = None
) -> None:
    """Add a fact to the case's clock history."""
    _write(case, [(type_, on, data)], now, at)


def append_all(case: Case, facts: Iterable[Fact], now: datetime) -> None:
    """Add several, in this order."""
    _write(case, facts, now, None)


def _write(case: Case, facts: Iterable[Fact], now: datetime, at: datetime | None) -> None:
    known = _kept(case)
    last = max((one.sequence for one in known), default=0)
    rows: list[dict[str, Any]] = [
        {"case_id": case.id, "sequence": number, "type": str(type_), "happened_on": on, "happened_at": at,
         "data": data, "recorded_at": now}
        for number, (type_, on, data) in enumerate(facts, start=last + 1)
    ]  # fmt: skip
    if rows:
        db.session.execute(_append, rows)
    known.extend(_Kept(row["happened_on"], row["sequence"], _event(row)) for row in rows)


def events_of(case: Case) -> list[Event]:
    """The case's clock events in the form of the law."""
    return [one.event for one in sorted(_kept(case), key=lambda one: (one.on, one.sequence))]


def _kept(case: Case) -> list[_Kept]:
    """Read once in an act, which adds to it what it appends."""
    return once_in_act(f"events of case {case.id}", lambda: _read(case.id))


def _read(case_id: int) -> list[_Kept]:
    rows = db.session.execute(_of_case, {"of_case": case_id}).mappings()
    return [_Kept(row["happened_on"], row["sequence"], _event(row)) for row in rows]


def _event(row: Any) -> Event:
    """A row in the form of the law."""
    return Event.from_mapping(
        {**row["data"], "type": row["type"], "on": row["happened_on"], "at": row["happened_at"]}
    )


def event_of(row: ClockEvent) -> Event:
    """The same for a row of the session."""
    return Event.from_mapping({**row.data, "type": row.type, "on": row.on, "at": row.at})
