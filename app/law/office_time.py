"""Office time (Asia/Shanghai): the instants at which an office day begins and ends.

All reckoning with instants is done in one fixed offset, so that a zone that moves its clocks cannot stretch or
shorten an hour. China keeps one offset all year.
"""

from datetime import date, datetime, time, timedelta, timezone

OFFICE_OFFSET = timezone(timedelta(hours=8))
ONE_HOUR = timedelta(hours=1)


def start_of_day(day: date) -> datetime:
    """The first instant of an office day."""
    return datetime.combine(day, time(), OFFICE_OFFSET)


def end_of_day(day: date) -> datetime:
    """The last instant of an office day: the day after begins one microsecond later."""
    return datetime.combine(day, time.max, OFFICE_OFFSET)


def office_day(instant: datetime) -> date:
    """The office day on which an instant lies."""
    return instant.astimezone(OFFICE_OFFSET).date()
