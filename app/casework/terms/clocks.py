"""The clocks of a case: events are appended, everything else is projected by `law.clocks` and rewritten."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select, update

from app import timekeeping
from app.casework.acts.act import Act
from app.casework.acts.once import once
from app.casework.models import Case, CaseClock, ClockEvent, HolidayNotice, ParameterChange, WorkItem
from app.casework.models.cases import CaseState, ClockState
from app.casework.models.work import WorkItemStatus
from app.database import db
from app.law.calendar import CalendarYear, WorkCalendar, load_builtin_calendar
from app.law.clock import Clock
from app.law.clocks import Clocks, Event, compute
from app.law.festivals import with_coming_year
from app.law.parameters import Parameters

WAITING_KINDS = ("clarification", "payment")


@dataclass(frozen=True)
class Moved:
    """An open case whose due day changed when the calendar did."""

    case: Case
    before: date | None
    after: date | None


def calendar() -> WorkCalendar:
    """The office's calendar: the built-in years, replaced by imported notices (read once per transaction)."""
    return once("calendar", _read_calendar)


def _read_calendar() -> WorkCalendar:
    notices = db.session.scalars(select(HolidayNotice).order_by(HolidayNotice.id)).all()
    fresh = with_coming_year(load_builtin_calendar(), timekeeping.today())
    if notices:
        fresh = fresh.with_years(CalendarYear.from_toml(notice.source) for notice in notices)
    return fresh


def parameters() -> Parameters:
    """The law's parameters with the administrator's changes on top."""
    return once("parameters", _read_parameters)


def _read_parameters() -> Parameters:
    changes = db.session.scalars(select(ParameterChange).order_by(ParameterChange.id)).all()
    return Parameters.load(overrides={change.key: change.value for change in changes})


def record(act: Act, type_: str, on: date | None = None, **data: Any) -> None:
    """A clock event of the act's case (append only); clocks are recomputed at once."""
    append_event(act.the_case, type_, on or act.today, data, act.now)
    recompute(act.the_case, act.today)


def append_event(case: Case, type_: str, on: date, data: dict[str, Any], now: datetime) -> ClockEvent:
    """Add a fact to the case's clock history."""
    last = db.session.scalar(select(func.max(ClockEvent.sequence)).where(ClockEvent.case_id == case.id)) or 0
    event = ClockEvent(case_id=case.id, sequence=last + 1, type=type_, on=on, data=data, recorded_at=now)
    db.session.add(event)
    db.session.flush()
    return event


def events_of(case: Case) -> list[Event]:
    """The case's clock events in the form of the law."""
    rows = db.session.scalars(
        select(ClockEvent).where(ClockEvent.case_id == case.id).order_by(ClockEvent.on, ClockEvent.sequence)
    )
    return [Event.from_mapping({**row.data, "type": row.type, "on": row.on.isoformat()}) for row in rows]


def clocks_of(case: Case) -> Clocks:
    """All clocks of the case, computed from its events."""
    return compute(events_of(case), calendar(), parameters())


def recompute(case: Case, today: date) -> Clocks:
    """Rewrite the projected clocks, the case's due day and that of its open work items."""
    found = clocks_of(case)
    rows = {(row.kind, row.key): row for row in _rows_of(case)}
    for clock in found.clocks:
        _project(case, clock, rows.pop((clock.kind, clock.key or ""), None))
    for stale in rows.values():
        db.session.delete(stale)
    _point_case_at(case, current_clock(found), found, today)
    db.session.flush()
    db.session.execute(
        update(WorkItem)
        .where(WorkItem.case_id == case.id, WorkItem.status == WorkItemStatus.OPEN)
        .values(due_on=case.due_on)
    )
    return found


def _rows_of(case: Case) -> list[CaseClock]:
    return list(db.session.scalars(select(CaseClock).where(CaseClock.case_id == case.id)))


def _project(case: Case, clock: Clock, row: CaseClock | None) -> None:
    row = row or CaseClock(case_id=case.id, kind=clock.kind, key=clock.key or "")
    row.started_on, row.due_on = clock.started_on, clock.due_on
    row.original_due_on, row.state, row.is_provisional = clock.original_due_on, clock.state, clock.provisional
    db.session.add(row)


def current_clock(found: Clocks) -> Clock | None:
    """The clock that matters now: the reply if it runs, otherwise what the office waits for."""
    for kind in ("redo", "reply", *WAITING_KINDS):
        clock = found.running(kind)
        if clock is not None:
            return clock
    return None


def _point_case_at(case: Case, clock: Clock | None, found: Clocks, today: date) -> None:
    if clock is None or not case.is_open:
        case.due_on, case.due_kind, case.due_is_provisional = None, None, False
        case.clock_state = _state_without_clock(case, found)
        return
    case.due_on, case.due_kind, case.due_is_provisional = clock.due_on, clock.kind, clock.provisional
    if clock.kind in WAITING_KINDS:
        case.clock_state = ClockState.WAITING
    else:
        case.clock_state = ClockState.PAUSED if clock.is_paused(today) else ClockState.RUNNING


def _state_without_clock(case: Case, found: Clocks) -> ClockState:
    """No clock runs: none ever did, all is said, or the notice that stopped it has not reached the applicant yet."""
    if not found.clocks:
        return ClockState.NONE
    is_answered = any(
        clock.ended_on is not None and clock.state in ("met", "missed") for clock in found.of_kind("reply")
    )
    return ClockState.WAITING if case.is_open and not is_answered else ClockState.STOPPED


def recompute_open_cases(today: date) -> list[Moved]:
    """Recompute every open case, for a new calendar; what moved, old → new."""
    moved = []
    for case in db.session.scalars(select(Case).where(Case.state == CaseState.OPEN)):
        before = case.due_on
        recompute(case, today)
        if case.due_on != before:
            moved.append(Moved(case, before, case.due_on))
    return moved
