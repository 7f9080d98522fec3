"""The small calendar beside the inbox: working days, days off with their reason, own due days."""

import calendar as days_of
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from app.casework.terms import clocks
from app.casework.terms.clock_view import LEVELS
from app.casework.work.at_hand import DueDay
from app.law.calendar import WorkCalendar
from app.law.errors import CalendarMissing
from app.law.office_time import office_day
from app.web.row_links import queries_to

Day = dict[str, Any]
WEEK, AHEAD = timedelta(days=7), timedelta(days=21)


def month_of(due: dict[date, DueDay], now: datetime) -> dict[str, Any]:
    """Title, weeks and a note for the macro month_calendar; `due`: what is due on which day."""
    today = office_day(now)
    calendar = clocks.calendar()
    weeks = _weeks(today, calendar)
    try:
        href = queries_to("desk.show_inbox")
        shown = [[_day(day, today, due, calendar, href) for day in week] for week in weeks]
        working = sum(
            calendar.is_working_day(day) for week in weeks for day in week if day.month == today.month
        )
        note = f"本月 {working} 个工作日。圆点为有待办到期的日子，按国务院办公厅放假通知计算工作日。"
    except CalendarMissing:
        shown, note = [], f"{today.year}年的工作日历尚未导入，请联系管理员。"
    return {"title": f"{today.year}年{today.month}月", "weeks": shown, "note": note}


def _weeks(today: date, calendar: WorkCalendar) -> list[list[date]]:
    """This month, and further weeks until three are ahead, as far as the calendar is known."""
    weeks = days_of.Calendar().monthdatescalendar(today.year, today.month)
    while weeks[-1][-1] < today + AHEAD and calendar.has_year((weeks[-1][-1] + WEEK).year):
        following = weeks[-1][-1] + timedelta(days=1)
        weeks.append([following + timedelta(days=ahead) for ahead in range(7)])
    return weeks


def _day(
    day: date, today: date, due: dict[date, DueDay], calendar: WorkCalendar, href: Callable[[Day], str]
) -> Day | None:
    if day < today.replace(day=1) or not calendar.has_year(day.year):
        return None
    works, reason, number = (
        calendar.is_working_day(day),
        calendar.reason(day),
        due[day].items if day in due else 0,
    )
    mark = "班" if reason == "调休上班" else "休" if "放假" in reason else ""
    label = f"{day.month}/1" if day.day == 1 and day.month != today.month else day.day
    words = "，".join(part for part in (reason if mark else "", f"{number} 件到期" if number else "") if part)
    return {
        "day": label, "off": not works, "today": day == today, "mark": mark, "words": words,
        "level": LEVELS[due[day].phase] if number else "",
        "href": href({"due": day.isoformat()}) if number else None,
    }  # fmt: skip
