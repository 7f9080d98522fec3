"""From when a clock is near, due today, standing still: the moments that are kept with its projection."""

from datetime import date, datetime, timedelta

from app.casework.contract.terms import Rule
from app.casework.models.moments import DueMoments
from app.law.calendar import ONE_DAY, WorkCalendar
from app.law.clock import Clock, Unit
from app.law.errors import CalendarMissing
from app.law.office_time import ONE_HOUR, office_day, start_of_day

WITHOUT_CALENDAR = timedelta(days=14)  # rather early than never


def keep_moments(row: DueMoments, clock: Clock | None, rule: Rule, calendar: WorkCalendar) -> None:
    """Write a clock's moments into the row of the case or of the clock; without a clock there are none."""
    if clock is None:
        row.due_at = row.soon_at = row.paused_from = row.paused_until = None
        row.last_day_on, row.due_unit = None, None
        return
    row.due_at, row.due_unit = clock.due_at, clock.unit
    row.last_day_on = last_day_of(clock, calendar)
    row.soon_at = soon_at(clock, rule.margin(clock.unit, clock.time_limit), calendar)
    row.paused_from, row.paused_until = _pause(clock)


def last_day_of(clock: Clock, calendar: WorkCalendar) -> date:
    """The due day, or the working day before it when it is off; provisional clocks warn by their earliest day."""
    day = clock.cautious_due_on or clock.due_on
    if clock.unit is Unit.HOUR:
        return office_day(clock.due_at)
    try:
        while not calendar.is_working_day(day) and day > clock.started_on:
            day -= ONE_DAY
    except CalendarMissing:
        return clock.due_on
    return day


def soon_at(clock: Clock, margin: int, calendar: WorkCalendar) -> datetime:
    """So many working days (for a limit in hours: hours) before the last day; the first instant of that day."""
    if clock.unit is Unit.HOUR:
        return clock.due_at - margin * ONE_HOUR
    last = day = last_day_of(clock, calendar)
    try:
        while calendar.working_days_between(day - ONE_DAY, last) <= margin:
            day -= ONE_DAY
    except CalendarMissing:
        return start_of_day(last - WITHOUT_CALENDAR)
    return start_of_day(day)


def _pause(clock: Clock) -> tuple[datetime | None, datetime | None]:
    """The last stretch that the clock stands still; earlier ones are over when it is recomputed."""
    stretches = [one for one in clock.stretches if one[0] < clock.due_on] if clock.is_live else []
    if not stretches:
        return None, None
    after, until = stretches[-1]
    return start_of_day(after + ONE_DAY), start_of_day(until + ONE_DAY)
