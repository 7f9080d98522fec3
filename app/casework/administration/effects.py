"""What a change of the calendar or of a parameter would do to open cases, before anybody confirms it. Reads only."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.casework.models import Case, ClockEvent
from app.casework.models.cases import CaseState
from app.casework.terms.clocks import current_clock
from app.database import db
from app.law.calendar import WorkCalendar
from app.law.clocks import Event, compute
from app.law.parameters import Parameters


@dataclass(frozen=True)
class Move:
    """An open case whose due day would move."""

    case: Case
    before: date | None
    after: date | None
    was_provisional: bool
    is_provisional: bool


def moves_of_open_cases(calendar: WorkCalendar, parameters: Parameters) -> list[Move]:
    """Old and new due day of every open case that would move, nearest new day first. Raises CalendarMissing."""
    query = select(Case).where(Case.state == CaseState.OPEN).options(joinedload(Case.organ))
    events = _events_of_open_cases()
    moves = [_move(case, events[case.id], calendar, parameters) for case in db.session.scalars(query)]
    moved = [
        move for move in moves if move.before != move.after or move.was_provisional != move.is_provisional
    ]
    return sorted(moved, key=lambda move: (move.after or date.max, move.case.id))


def _move(case: Case, events: list[Event], calendar: WorkCalendar, parameters: Parameters) -> Move:
    clock = current_clock(compute(events, calendar, parameters))
    after, provisional = (clock.due_on, clock.provisional) if clock else (None, False)
    return Move(case, case.due_on, after, case.due_is_provisional, provisional)


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
        event = Event.from_mapping({**row.data, "type": row.type, "on": row.on.isoformat()})
        found[row.case_id].append(event)
    return found
