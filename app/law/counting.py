"""Counting time limits: working days, natural days, months. The day on which a limit starts never counts.

Articles: 民法典第二百零一条至第二百零三条、民事诉讼法第八十五条.
"""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from app.law.calendar import ONE_DAY, WorkCalendar
from app.law.clock import ExcludedSpan


def count_working_days(
    start: date, count: int, calendar: WorkCalendar, excluded: Iterable[ExcludedSpan] = ()
) -> tuple[date, ...]:
    """The first `count` working days after `start` that no span excludes; the last one is the due day."""
    spans = tuple(excluded)
    counted: list[date] = []
    day = start
    while len(counted) < count:
        day += ONE_DAY
        if calendar.is_working_day(day) and not any(span.covers(day) for span in spans):
            counted.append(day)
    return tuple(counted)


def natural_due_day(start: date, days: int, calendar: WorkCalendar) -> date:
    """The last of `days` natural days, moved to the next working day when it falls on an off day (顺延)."""
    return calendar.next_working_day(start + timedelta(days=days))


def months_due_day(start: date, months: int, calendar: WorkCalendar) -> date:
    """The same day `months` later, or the month's last day; moved off an off day like natural days."""
    return calendar.next_working_day(add_months(start, months))


def add_months(start: date, months: int) -> date:
    """The corresponding day; the last day of the month where there is none (民法典第二百零二条)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
