"""Days of the demo, counted from the office's calendar."""

from datetime import date, timedelta

from app.law.calendar import WorkCalendar

ONE_DAY = timedelta(days=1)


def day_off_before(day: date, calendar: WorkCalendar) -> date:
    """The last day before this one on which the office was closed; the day itself within a long working week."""
    for back in range(1, 8):
        if not calendar.is_working_day(day - timedelta(days=back)):
            return day - timedelta(days=back)
    return day


def working_days_before(day: date, count: int, calendar: WorkCalendar) -> list[date]:
    """The last `count` working days before this one, latest first. Raises CalendarMissing."""
    found: list[date] = []
    while len(found) < count:
        day -= ONE_DAY
        if calendar.is_working_day(day):
            found.append(day)
    return found


def days_between(first: date, end: date) -> list[date]:
    """Every day from the first up to but not including the end."""
    return [first + ONE_DAY * number for number in range((end - first).days)]
