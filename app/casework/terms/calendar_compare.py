"""Two independent sources of working days, compared: the office's own table, and the library `chinesecalendar`.

The office's table decides; a difference is told to the administrators, for one of the two is wrong. A year that the
library does not know, a provisional one, and days off of the prefecture itself are no difference.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import chinese_calendar

from app.casework.acts.commands import transaction
from app.casework.messages.telling import mail_to
from app.casework.terms import clocks
from app.casework.work.recipients import administrators
from app.law.calendar import ONE_DAY, WorkCalendar
from app.law.calendar_year import CalendarYear


@dataclass(frozen=True)
class Difference:
    """A day of which the two sources say different things."""

    on: date
    ours: str
    theirs: str


def differences(calendar: WorkCalendar, today: date) -> list[Difference]:
    """Days of this year and the next on which the sources do not agree."""
    years = (calendar.year(year) for year in (today.year, today.year + 1) if calendar.has_year(year))
    return [found for year in years if not year.is_provisional for found in _of_year(year, calendar)]


def compare_calendars(now: datetime) -> int:
    """Tell the administrators of differences, once a week each. How many days differ."""
    today = now.date()
    found = differences(clocks.calendar(), today)
    if found:
        _tell(found, now, today - timedelta(days=today.weekday()))
    return len(found)


def _of_year(year: CalendarYear, calendar: WorkCalendar) -> list[Difference]:
    day, found = date(year.year, 1, 1), []
    while day.year == year.year:
        try:
            theirs = chinese_calendar.is_workday(day)
        except NotImplementedError:  # the library does not know the year yet
            return []
        if theirs is not year.is_working_day(day) and day not in year.local:
            found.append(Difference(day, calendar.reason(day), "工作日" if theirs else "休息日"))
        day += ONE_DAY
    return found


def _tell(found: list[Difference], now: datetime, monday: date) -> None:
    lines = [f"{one.on:%Y年%m月%d日}：本系统为{one.ours}，对照来源为{one.theirs}" for one in found]
    text = "\n".join(("本系统的工作日历与另一独立来源不一致，请与放假通知原文核对：", *lines))
    with transaction():
        for person in administrators(now.date()):
            key = f"calendar-differs:{monday}:{person.id}"
            mail_to(person, key, ("【请核对】工作日历与对照来源不一致", text), "/admin/holidays", now)
