"""Which reminders of a clock are due by an instant: near, due today, overdue; and chasing what is out.

All stages that were passed are named, so that a sweep after days of silence loses none. The unique key of the
alert table makes each of them happen once. Which stages a kind of clock has is said by the process's card.
"""

from collections.abc import Callable, Set
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Exists, Select, and_, exists, false, func, or_, select

from app.casework.contract.platform import platform
from app.casework.contract.terms import Rule, Stage, Terms
from app.casework.models import Case, CaseClock, WorkItem
from app.casework.models.moments import DueMoments
from app.casework.models.work import WorkItemStatus
from app.casework.terms import moments
from app.casework.terms.alert_steps import first_step, has_ladder, steps_of
from app.casework.terms.ladder import CHASE, DEFAULT, Ladder, rank, step_words
from app.law.calendar import ONE_DAY, WorkCalendar
from app.law.clock import Unit
from app.law.errors import CalendarMissing
from app.law.office_time import office_day, start_of_day

LIVE_STATES = ("running", "paused", "missed")
STAGE_WORDS = {
    Stage.DUE_SOON: "临期", Stage.DUE_TODAY: "今日到期", Stage.OVERDUE: "逾期", Stage.LAPSED: "期满",
}  # fmt: skip
REACHED: dict[Stage, Callable[[DueMoments, datetime], bool]] = {
    Stage.DUE_SOON: moments.is_near,
    Stage.DUE_TODAY: moments.is_last_day,
    Stage.OVERDUE: moments.is_past,
    Stage.LAPSED: moments.is_past,
}
_REACHED_IN_SQL: dict[Stage, Callable[[type[DueMoments], datetime], ColumnElement[bool]]] = {
    Stage.DUE_SOON: moments.near,
    Stage.DUE_TODAY: moments.last_day,
    Stage.OVERDUE: moments.past,
    Stage.LAPSED: moments.past,
}


def stages_passed(
    clock: CaseClock, now: datetime, rule: Rule, calendar: WorkCalendar, ladder: Ladder = DEFAULT
) -> list[str]:
    """The stages of this clock that should have been raised by now, earliest first."""
    if clock.state not in LIVE_STATES:
        return []
    stages = [str(stage) for stage in rule.stages_for(clock.due_unit) if _is_reached(clock, stage, now)]
    steps = [step for step, at in steps_of(clock, rule, ladder, calendar) if at <= now]
    return _chases(clock, now, rule, calendar) + sorted(stages + steps, key=rank)


def _is_reached(clock: CaseClock, stage: Stage, now: datetime) -> bool:
    """A later stage that is reached brings the earlier ones with it."""
    return REACHED[stage](clock, now) or (stage is not Stage.LAPSED and moments.is_past(clock, now))


def reached(stage: Stage, now: datetime, kinds: Set[str]) -> ColumnElement[bool]:
    """Clocks of those of these kinds whose card names this stage, and which have reached it: the same in SQL."""
    by_process = [
        and_(Case.process == process.key, _of_kinds_with(stage, process.terms, known))
        for process in platform().processes.values()
        if (known := kinds & _kinds(process.terms))
    ]
    is_reached = _REACHED_IN_SQL[stage](CaseClock, now)
    if stage is not Stage.LAPSED:
        is_reached = or_(is_reached, moments.past(CaseClock, now))
    return and_(CaseClock.state.in_(LIVE_STATES), is_reached, or_(false(), *by_process))


def first_look(
    clock: CaseClock, rule: Rule, calendar: WorkCalendar, ladder: Ladder = DEFAULT
) -> datetime | None:
    """No alert of the clock can be due before this instant; None: it has none, or its time is over."""
    if clock.state not in LIVE_STATES or clock.due_at is None:
        return None
    if rule.chase_every:
        return next_look(clock, start_of_day(clock.started_on), rule, calendar, ladder)
    stages = rule.stages_for(clock.due_unit)
    if not stages:
        return None
    near = clock.due_at if all(REACHED[stage] is moments.is_past for stage in stages) else clock.soon_at
    ahead = (near, first_step(clock, rule, ladder, calendar))
    return min((at for at in ahead if at is not None), default=None)


def next_look(
    clock: CaseClock, now: datetime, rule: Rule, calendar: WorkCalendar, ladder: Ladder = DEFAULT
) -> datetime | None:
    """The next instant after `now` at which a stage of a clock that is looked at by itself may be reached; None: no
    more."""
    steps = [at for _, at in steps_of(clock, rule, ladder, calendar) if at > now]
    if clock.due_at is None or clock.due_at < now:
        return min(steps, default=None)
    chase = _next_chase(clock, now, rule.chase_every, calendar) if rule.chase_every else None
    last_day = start_of_day(clock.last_day_on) if clock.last_day_on else None
    ahead = [at for at in (chase, clock.soon_at, last_day) if at is not None and at > now]
    return min([*ahead, *steps, clock.due_at])


def _next_chase(clock: CaseClock, now: datetime, every: int, calendar: WorkCalendar) -> datetime | None:
    """The first instant of the day that brings the next chasing, or of tomorrow where the calendar ends."""
    today = office_day(now)
    try:
        waited = calendar.working_days_between(clock.started_on, today)
        return start_of_day(
            calendar.add_working_days(clock.started_on, (max(0, waited) // every + 1) * every)
        )
    except CalendarMissing:
        return start_of_day(today + ONE_DAY)


def looked_at_apart() -> ColumnElement[bool]:
    """Clocks of limits in hours, and those whose kinds are chased: few, so looked at one by one."""
    kinds = chased_kinds()
    of_kinds = [and_(Case.process == key, CaseClock.kind.in_(names)) for key, names in kinds.items()]
    return or_(func.coalesce(CaseClock.due_unit, "") == Unit.HOUR, *of_kinds)


def on_the_ladder(kinds: Set[str], besides_margin: int | None = None) -> ColumnElement[bool]:
    """Clocks in days of those of these kinds that have the ladder, but for what is near so many days ahead; in SQL."""

    def wanted(rule: Rule) -> bool:
        return has_ladder(rule) and rule.margin(Unit.WORKING_DAY, 0) != besides_margin

    by_process = [
        and_(Case.process == process.key, _of_kinds(wanted, process.terms, known))
        for process in platform().processes.values()
        if (known := kinds & _kinds(process.terms))
    ]
    return or_(false(), *by_process)


def waits_for_a_form() -> ColumnElement[bool]:
    """Live clocks that warn only while a task with one of their forms is open, and none is: looked at every tick."""
    bound = [
        and_(Case.process == process.key, CaseClock.kind == kind, ~has_open(rule.only_in))
        for process in platform().processes.values()
        for kind, rule in process.terms.rules.items()
        if rule.only_in
    ]
    return and_(CaseClock.state.in_(("running", "paused")), or_(false(), *bound))


def _of_kinds_with(stage: Stage, terms: Terms, kinds: Set[str]) -> ColumnElement[bool]:
    is_hours = CaseClock.due_unit == Unit.HOUR
    return or_(
        and_(is_hours, _of_kinds(lambda rule: stage in rule.stages_for(Unit.HOUR), terms, kinds)),
        and_(
            CaseClock.due_unit != Unit.HOUR,
            _of_kinds(lambda rule: stage in rule.stages_for(Unit.WORKING_DAY), terms, kinds),
        ),
    )


def _kinds(terms: Terms) -> set[str]:
    return {*terms.leading, *terms.rules}


def _of_kinds(wanted: Callable[[Rule], bool], terms: Terms, kinds: Set[str]) -> ColumnElement[bool]:
    warned = [kind for kind in kinds if wanted(terms.rule(kind))]
    bound = sorted(kind for kind in warned if terms.rule(kind).only_in)
    always = CaseClock.kind.in_(sorted(set(warned) - set(bound)))
    return or_(always, *(and_(CaseClock.kind == kind, has_open(terms.rule(kind).only_in)) for kind in bound))


def has_open(forms: frozenset[str]) -> ColumnElement[bool]:
    """The clock's case has an open task with one of these forms."""
    is_open = and_(WorkItem.status == WorkItemStatus.OPEN, WorkItem.form.in_(sorted(forms)))
    return looked_up(select(WorkItem.id).where(WorkItem.case_id == CaseClock.case_id, is_open))


def looked_up(rows: Select[Any]) -> Exists:
    """Whether the clock has such a row, asked by its key for each clock. Without the offset, which PostgreSQL does not
    see through, it would read the rows of all clocks for each portion of them."""
    return exists(rows.correlate(CaseClock).offset(0))


def chased_kinds() -> dict[str, tuple[str, ...]]:
    """The kinds of clocks that are chased while they run, by process."""
    return {
        process.key: tuple(kind for kind, rule in process.terms.rules.items() if rule.chase_every)
        for process in platform().processes.values()
        if any(rule.chase_every for rule in process.terms.rules.values())
    }


def stage_words(stage: str, unit: str | None = None) -> str:
    """The stage in Chinese; `unit`: how the limit is counted."""
    return STAGE_WORDS[Stage(stage)] if stage in STAGE_WORDS else step_words(stage, unit)


def _chases(clock: CaseClock, now: datetime, rule: Rule, calendar: WorkCalendar) -> list[str]:
    every = rule.chase_every
    if not every:
        return []
    try:
        waited = calendar.working_days_between(clock.started_on, min(office_day(now), clock.due_on))
    except CalendarMissing:
        return []
    return [f"{CHASE}{days}" for days in range(every, waited + 1, every)]
