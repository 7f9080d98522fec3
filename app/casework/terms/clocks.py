"""The clocks of a case: events are appended, everything else is projected by `law.clocks` and rewritten.

Also the door to what the law knows (`terms.known_law`).
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from app.casework.acts.act import Act
from app.casework.acts.once import once_in_act, once_in_reading
from app.casework.contract.platform import platform
from app.casework.contract.terms import Terms
from app.casework.models import Case, CaseClock, WorkItem
from app.casework.models.cases import ClockState
from app.casework.models.listed import AnyCase
from app.casework.models.work import OPEN_ITEM
from app.casework.terms.alert_stages import first_look
from app.casework.terms.alert_steps import span_of
from app.casework.terms.events import Fact, append_all, append_event, events_of
from app.casework.terms.known_law import (
    calendar,
    calendar_of,
    keep_editions,
    newest_notice,
    newest_reckoning,
    parameters,
    parameters_of,
    parameters_on,
)
from app.casework.terms.ladders import ladder_for
from app.casework.terms.margins import keep_moments
from app.database import db
from app.law.calendar import WorkCalendar
from app.law.clock import Clock, Unit
from app.law.clock import ClockState as LawState
from app.law.clocks import Clocks, Event, compute
from app.law.office_time import office_day

__all__ = [
    "calendar",
    "calendar_of",
    "clocks_if",
    "clocks_of",
    "keep_editions",
    "leading_clock",
    "newest_notice",
    "newest_reckoning",
    "parameters",
    "parameters_of",
    "parameters_on",
    "recompute",
    "record",
    "record_all",
    "terms_of",
]
_of_case = select(CaseClock).where(CaseClock.case_id == bindparam("of_case"))
_items = WorkItem.__table__
_pass_on = (
    update(_items)
    .where(_items.c.case_id == bindparam("of_case"), _items.c.status == OPEN_ITEM)
    .values(due_on=bindparam("due_day"))
)


def record(act: Act, type_: str, on: date | None = None, at: datetime | None = None, **data: Any) -> None:
    """A clock event of the act's case (append only), now or on another day or at another instant.

    The clocks are recomputed at once.
    """
    if on is None:
        at = at or act.now
    append_event(act.the_case, type_, on or office_day(at or act.now), data, act.now, at)
    recompute(act.the_case)


def record_all(act: Act, facts: Sequence[Fact]) -> Clocks:
    """Several events of one act, each with its day: appended together, and the clocks recomputed once."""
    append_all(act.the_case, facts, act.now)
    return recompute(act.the_case)


def clocks_of(case: Case) -> Clocks:
    """All clocks of the case, computed from its events."""
    return once_in_reading(f"clocks of case {case.id}", lambda: _compute(case))


def _compute(case: Case) -> Clocks:
    return compute(events_of(case), calendar_of(case), parameters_of(case))


def clocks_if(case: Case, type_: str, on: date, **data: Any) -> Clocks:
    """The clocks as they will be when this happens: for a letter that says what follows from its own sending."""
    happens = Event.from_mapping({**data, "type": type_, "on": on})
    return compute([*events_of(case), happens], calendar_of(case), parameters_of(case))


def terms_of(case: AnyCase) -> Terms:
    """The time facet of the case's process."""
    return platform().terms(case.process)


def recompute(case: Case) -> Clocks:
    """Rewrite the projected clocks, the case's moments and the due day of its open work items."""
    if case.is_open:
        keep_editions(case)
    found, before = clocks_of(case), case.due_on
    rows = _rows_of(case)
    now = {(clock.kind, clock.key or ""): clock for clock in found.clocks}
    for place, clock in now.items():
        rows[place] = _project(case, clock, rows.get(place))
    for stale in rows.keys() - now.keys():
        db.session.delete(rows.pop(stale))
    _point_case_at(case, found)
    db.session.flush()
    if case.due_on != before:
        _pass_on_due_day(case)
    return found


def _pass_on_due_day(case: Case) -> None:
    db.session.execute(_pass_on, {"of_case": case.id, "due_day": case.due_on})


def _rows_of(case: Case) -> dict[tuple[str, str], CaseClock]:
    """The projected clocks by kind and key, read once in an act."""
    return once_in_act(f"clocks of case {case.id}", lambda: _read_rows(case.id))


def _read_rows(case_id: int) -> dict[tuple[str, str], CaseClock]:
    return {(row.kind, row.key): row for row in db.session.scalars(_of_case, {"of_case": case_id})}


def _project(case: Case, clock: Clock, row: CaseClock | None) -> CaseClock:
    row = row or CaseClock(case_id=case.id, kind=clock.kind, key=clock.key or "")
    row.started_on, row.due_on = clock.started_on, clock.due_on
    row.original_due_on, row.state, row.is_provisional = clock.original_due_on, clock.state, clock.provisional
    rule = terms_of(case).rule(clock.kind)
    keep_moments(row, clock, rule, calendar_of(case))
    row.span = _span(clock, row, calendar_of(case))
    row.look_at = first_look(row, rule, calendar_of(case), ladder_for(case.organ_id, clock.kind))
    db.session.add(row)
    return row


def _span(clock: Clock, row: CaseClock, known: WorkCalendar) -> int | None:
    """How long the limit is as it stands: working days up to its last day, for one in hours its hours."""
    if clock.unit is Unit.HOUR:
        return clock.time_limit
    return span_of(clock.started_on, row.last_day_on or clock.due_on, known)


def leading_clock(found: Clocks, terms: Terms) -> Clock | None:
    """The clock that a case is shown by: of the kinds that lead, the first that runs. A mere chance leads nobody."""
    running = (found.running(kind) for kind in terms.leading)
    return next((clock for clock in running if clock is not None and not clock.optional), None)


def _point_case_at(case: Case, found: Clocks) -> None:
    terms = terms_of(case)
    clock = leading_clock(found, terms) if case.is_open else None
    case.reply_state = reply_state(found, terms)
    keep_moments(case, clock, terms.rule(clock.kind if clock else ""), calendar_of(case))
    if clock is None:
        case.due_on, case.due_is_provisional = None, False
        case.clock_state, case.due_kind = _state_without_clock(case, found, terms)
        return
    case.due_on, case.due_kind, case.due_is_provisional = clock.due_on, clock.kind, clock.provisional
    case.clock_state = ClockState.WAITING if clock.kind in terms.waiting else ClockState.RUNNING


def reply_state(found: Clocks, terms: Terms) -> str | None:
    """How the clocks ended by which the board says whether a case was answered in time; one that was missed decides."""
    ended = {clock.state for clock in found if clock.kind in terms.punctual}
    return next((str(state) for state in (LawState.MISSED, LawState.MET) if state in ended), None)


def _state_without_clock(case: Case, found: Clocks, terms: Terms) -> tuple[ClockState, str | None]:
    """No clock runs: none ever did, something is awaited before its clock can run, or all is said."""
    if case.is_open and (kind := terms.awaited(found)) is not None:
        return ClockState.WAITING, kind
    has_led = any(clock.kind in terms.leading for clock in found)
    return (ClockState.STOPPED if has_led else ClockState.NONE), None
