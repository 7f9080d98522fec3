"""The steps of the ladder on the way of one clock, and the spans of days in which clocks reach them, for SQL.

A step has one true instant, whenever the sweep comes: so what was missed for days is raised once, and known by its day.
Days of which no notice is known count by the week, rather early than never.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from app.casework.contract.terms import Rule
from app.casework.models import CaseClock
from app.casework.terms.ladder import AFTER, BEFORE, PAUSE, Ladder
from app.law.calendar import ONE_DAY, WorkCalendar
from app.law.clock import ClockState, Unit
from app.law.errors import CalendarMissing
from app.law.office_time import ONE_HOUR, office_day, start_of_day

Step = tuple[str, datetime]
PAUSES = 3  # how often a pause that lasts is told
MOVING = (ClockState.RUNNING, ClockState.PAUSED)
"""Steps after the due day are of clocks that nobody has ended yet."""


def has_ladder(rule: Rule) -> bool:
    """Kinds with the platform's stages have the ladder; a card that names its own, or chases, has said all."""
    return rule.stages is None and not rule.chase_every


def steps_of(clock: CaseClock, rule: Rule, ladder: Ladder, calendar: WorkCalendar) -> Iterator[Step]:
    """Every step of a clock with its instant."""
    if not has_ladder(rule) or clock.due_at is None:
        return
    yield from _ahead(clock, rule, ladder, calendar)
    yield from _pauses(clock, ladder, calendar)
    if clock.state in MOVING:
        yield from _after(clock, ladder, calendar)


def first_step(clock: CaseClock, rule: Rule, ladder: Ladder, calendar: WorkCalendar) -> datetime | None:
    """The first instant at which a step before the due day can be reached."""
    if not has_ladder(rule) or clock.due_at is None:
        return None
    firsts = (next(_ahead(clock, rule, ladder, calendar), None), next(_pauses(clock, ladder, calendar), None))
    return min((at for _, at in filter(None, firsts)), default=None)


def _ahead(clock: CaseClock, rule: Rule, ladder: Ladder, calendar: WorkCalendar) -> Iterator[Step]:
    """The longest first; only as far ahead as the limit is long, and not what is told as near anyway."""
    if clock.span is None or clock.due_at is None:
        return
    if clock.due_unit == Unit.HOUR:
        for hours in sorted({one for one in ladder.ahead_hours if one < clock.span}, reverse=True):
            if (at := clock.due_at - hours * ONE_HOUR) != clock.soon_at:
                yield f"{BEFORE}{hours}", at
        return
    margin = rule.margin(Unit.WORKING_DAY, 0)
    for days in sorted(
        {one for one in ladder.ahead_days if one < clock.span and one != margin}, reverse=True
    ):
        yield f"{BEFORE}{days}", start_of_day(day_before(clock.last_day_on or clock.due_on, days, calendar))


def _after(clock: CaseClock, ladder: Ladder, calendar: WorkCalendar) -> Iterator[Step]:
    """From the second on: the first is what `overdue` tells."""
    day = following(clock.due_on, 1, calendar)
    for number in range(2, ladder.after + 1):
        if clock.due_unit == Unit.HOUR and clock.due_at is not None:
            yield f"{AFTER}{number}", clock.due_at + (number - 1) * 24 * ONE_HOUR
        else:
            day = following(day, 1, calendar)
            yield f"{AFTER}{number}", start_of_day(day)


def _pauses(clock: CaseClock, ladder: Ladder, calendar: WorkCalendar) -> Iterator[Step]:
    if clock.paused_from is None or clock.paused_until is None or clock.due_unit == Unit.HOUR:
        return
    day = office_day(clock.paused_from)
    for number in range(1, PAUSES + 1):
        day = following(day, ladder.pause, calendar)
        if (at := start_of_day(day)) < clock.paused_until and clock.state in MOVING:
            yield f"{PAUSE}{number * ladder.pause}", at


@dataclass(frozen=True)
class Spans:
    """In which spans of days clocks reach a step today, or have since the day `since`; both ends are in the span."""

    since: date
    today: date
    calendar: WorkCalendar

    def ahead(self, days: int) -> tuple[date, date]:
        """Last days of clocks that reach this step."""
        return self._between(lambda day: following(day, days + 1, self.calendar) - ONE_DAY)

    def after(self, number: int) -> tuple[date, date]:
        """Due days of clocks that reach this step; for a pause: its first days."""
        return self._between(lambda day: _latest(day, number, self.calendar) - ONE_DAY)

    def over(self, number: int) -> date:
        """Clocks that were due before this day have no step any more."""
        return _latest(self.today, number, self.calendar)

    def _between(self, furthest: Callable[[date], date]) -> tuple[date, date]:
        return furthest(self.since - ONE_DAY) + ONE_DAY, furthest(self.today)


def working(day: date, calendar: WorkCalendar) -> bool:
    """As the calendar says; a weekday in a year without one."""
    try:
        return calendar.is_working_day(day)
    except CalendarMissing:
        return day.weekday() < 5


def day_before(last: date, days: int, calendar: WorkCalendar) -> date:
    """The working day that has so many working days after it up to the last day."""
    day = last if working(last, calendar) else _latest(last, 1, calendar)
    for _ in range(days):
        day = _latest(day - ONE_DAY, 1, calendar)
    return day


def following(day: date, number: int, calendar: WorkCalendar) -> date:
    """The working day of this number after the day."""
    while number > 0:
        day += ONE_DAY
        number -= working(day, calendar)
    return day


def _latest(day: date, number: int, calendar: WorkCalendar) -> date:
    """The working day of this number counted back, beginning with the day itself."""
    while True:
        number -= working(day, calendar)
        if number <= 0:
            return day
        day -= ONE_DAY


def span_of(started_on: date, last: date, calendar: WorkCalendar) -> int | None:
    """How many working days a limit has; None where the calendar does not say."""
    try:
        return calendar.working_days_between(started_on, last)
    except CalendarMissing:
        return None
