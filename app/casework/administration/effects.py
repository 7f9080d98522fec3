"""What a change of the calendar or of a parameter would do to open cases, before anybody confirms it. Reads only."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.casework.models import Case, CaseClock, ClockEvent
from app.casework.models.cases import CaseState
from app.casework.terms import clocks
from app.casework.terms.events import event_of, events_of
from app.casework.terms.moments import LIVE
from app.database import db
from app.law.calendar import WorkCalendar
from app.law.clock import ClockKind, Unit
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


def moves_earlier(calendar: WorkCalendar, days: Sequence[date]) -> bool:
    """Whether a live limit of an open case would end earlier, where these days become working days.

    Only limits that run over one of the days can; they are computed until one is found. Raises CalendarMissing.
    """
    if not days:
        return False
    query = (
        select(CaseClock)
        .join(Case, Case.id == CaseClock.case_id)
        .where(
            Case.state == CaseState.OPEN, CaseClock.state.in_(LIVE), CaseClock.due_unit != Unit.HOUR,
            CaseClock.started_on < max(days), CaseClock.due_on >= min(days),
        )
        .order_by(CaseClock.case_id)
    )  # fmt: skip
    rows, parameters = db.session.scalars(query).all(), clocks.parameters()
    return any(
        _is_earlier(list(own), calendar, parameters) for _, own in groupby(rows, lambda row: row.case_id)
    )


def _is_earlier(rows: list[CaseClock], calendar: WorkCalendar, parameters: ByDay) -> bool:
    case = db.session.get_one(Case, rows[0].case_id)
    found = {(one.kind, one.key or ""): one for one in compute(events_of(case), calendar, parameters)}
    return any(
        row.due_at is not None
        and (ClockKind(row.kind), row.key) in found
        and found[ClockKind(row.kind), row.key].due_at < row.due_at
        for row in rows
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
