"""What a change of the calendar or of a parameter would do to open cases, before anybody confirms it. Reads only."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.casework.models import Case, ClockEvent
from app.casework.models.cases import CaseState
from app.casework.terms import clocks
from app.casework.terms.events import event_of
from app.database import db
from app.law.calendar import WorkCalendar
from app.law.clock import Unit
from app.law.clocks import Event, compute
from app.law.parameters import ByDay


@dataclass(frozen=True)
class Move:
    """An open case whose due day would move."""

    case: Case
    before: date | None
    after: date | None
    was_provisional: bool
    is_provisional: bool
    before_at: datetime | None = None
    after_at: datetime | None = None

    @property
    def is_in_hours(self) -> bool:
        """A limit in hours, of which the instant matters and not the day alone."""
        return self.case.due_unit == Unit.HOUR

    @property
    def is_move(self) -> bool:
        return self.before_at != self.after_at or self.was_provisional != self.is_provisional

    @property
    def is_earlier(self) -> bool:
        return self.before_at is not None and self.after_at is not None and self.after_at < self.before_at


def moves_of_open_cases(calendar: WorkCalendar, parameters: ByDay) -> list[Move]:
    """Old and new due day of every open case that would move, nearest new day first. Raises CalendarMissing."""
    query = select(Case).where(Case.state == CaseState.OPEN).options(joinedload(Case.organ))
    events = _events_of_open_cases()
    moves = [_move(case, events[case.id], calendar, parameters) for case in db.session.scalars(query)]
    return sorted(
        (move for move in moves if move.is_move), key=lambda move: (move.after or date.max, move.case.id)
    )


def _move(case: Case, events: list[Event], calendar: WorkCalendar, parameters: ByDay) -> Move:
    clock = clocks.leading_clock(compute(events, calendar, parameters), clocks.terms_of(case))
    after, provisional = (clock.due_on, clock.provisional) if clock else (None, False)
    due_at = clock.due_at if clock else None
    return Move(case, case.due_on, after, case.due_is_provisional, provisional, case.due_at, due_at)


def _events_of_open_cases() -> dict[int, list[Event]]:
    """One query, in the order in which `casework.terms.clocks` reads them."""
    query = (
        select(ClockEvent)
        .join(Case, Case.id == ClockEvent.case_id)
        .where(Case.state == CaseState.OPEN)
        .order_by(ClockEvent.case_id, ClockEvent.on, ClockEvent.sequence)
    )
    found: dict[int, list[Event]] = defaultdict(list)
    for row in db.session.scalars(query):
        found[row.case_id].append(event_of(row))
    return found
