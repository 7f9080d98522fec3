"""A year's working days as twelve small calendars."""

import calendar as days_of
from datetime import date
from typing import Any

from app.law.calendar import WorkCalendar
from app.law.calendar_year import CalendarYear

Month = dict[str, Any]


def months_of(year: CalendarYear, today: date) -> list[Month]:
    """Title and weeks of each month, for the macro month_calendar."""
    return [_month(year, number, today) for number in range(1, 13)]


def _month(year: CalendarYear, number: int, today: date) -> Month:
    weeks = days_of.Calendar().monthdatescalendar(year.year, number)
    shown = [[_day(year, day, today) if day.month == number else None for day in week] for week in weeks]
    working = sum(year.is_working_day(day) for week in weeks for day in week if day.month == number)
    return {"title": f"{year.year}年{number}月", "weeks": shown, "note": f"{number} 月 {working} 个工作日"}


def _day(year: CalendarYear, day: date, today: date) -> dict[str, Any]:
    mark = "班" if day in year.work else "休" if day in year.off else ""
    words = WorkCalendar([year]).reason(day) if mark else ""
    return {
        "day": day.day,
        "off": not year.is_working_day(day),
        "today": day == today,
        "mark": mark,
        "words": words,
    }
