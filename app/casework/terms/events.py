"""The clock events of a case as rows: appended in their order, never changed."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from app.casework.models import Case, ClockEvent
from app.database import db
from app.law.clocks import Event

Fact = tuple[str, date, dict[str, Any]]
"""Type, day and data of an event that is to be recorded."""


def append_event(
    case: Case, type_: str, on: date, data: dict[str, Any], now: datetime, at: datetime | None = None
) -> ClockEvent:
    """Add a fact to the case's clock history."""
    event = ClockEvent(
        case_id=case.id,
        sequence=_last_sequence(case) + 1,
        type=type_,
        on=on,
        at=at,
        data=data,
        recorded_at=now,
    )
    db.session.add(event)
    db.session.flush()
    return event


def append_all(case: Case, facts: Iterable[Fact], now: datetime) -> None:
    """Add several, in this order."""
    last = _last_sequence(case)
    db.session.add_all(
        ClockEvent(case_id=case.id, sequence=last + number, type=type_, on=on, data=data, recorded_at=now)
        for number, (type_, on, data) in enumerate(facts, start=1)
    )
    db.session.flush()


def _last_sequence(case: Case) -> int:
    return db.session.scalar(select(func.max(ClockEvent.sequence)).where(ClockEvent.case_id == case.id)) or 0


def events_of(case: Case) -> list[Event]:
    """The case's clock events in the form of the law."""
    rows = db.session.scalars(
        select(ClockEvent).where(ClockEvent.case_id == case.id).order_by(ClockEvent.on, ClockEvent.sequence)
    )
    return [event_of(row) for row in rows]


def event_of(row: ClockEvent) -> Event:
    """A row in the form of the law."""
    return Event.from_mapping({**row.data, "type": row.type, "on": row.on, "at": row.at})
