"""Calendars of years whose notice has not come: the statutory festival days alone, marked provisional (暂定).

全国年节及纪念日放假办法（2024年11月修订，未核对）: thirteen days a year. The days of the lunar and solar-term
festivals are listed, not computed; a year that is not listed stays missing, and counting into it is refused.
"""

from datetime import date, timedelta

from app.law.calendar import WorkCalendar
from app.law.calendar_year import PROVISIONAL, CalendarYear
from app.law.errors import CalendarMissing

# year: 春节（正月初一）, 清明, 端午, 中秋
_MOVABLE = {
    2027: ("02-06", "04-05", "06-09", "09-15"),
    2028: ("01-26", "04-04", "05-28", "10-03"),
    2029: ("02-13", "04-04", "06-16", "09-22"),
    2030: ("02-03", "04-05", "06-05", "09-12"),
    2031: ("01-23", "04-05", "06-24", "10-01"),
    2032: ("02-11", "04-04", "06-12", "09-19"),
}
_NOTE = "只列法定节日当日，没有调休；凡跨入本年的期限一律标“暂定”，正式通知导入后全部重算。"


def provisional_year(year: int) -> CalendarYear:
    """The festival days of a year and nothing else. Raises CalendarMissing for a year that is not listed."""
    if year not in _MOVABLE:
        raise CalendarMissing(year)
    movable = [date.fromisoformat(f"{year}-{day}") for day in _MOVABLE[year]]
    spring, qingming, dragon_boat, mid_autumn = movable
    holidays = {date(year, 1, 1): "元旦"}
    holidays |= {spring + timedelta(days=number): "春节" for number in range(-1, 3)}  # 除夕至初三
    holidays |= {qingming: "清明节", dragon_boat: "端午节", mid_autumn: "中秋节"}
    holidays |= {date(year, 5, day): "劳动节" for day in (1, 2)}
    holidays |= {date(year, 10, day): "国庆节" for day in (1, 2, 3)}
    return CalendarYear(year, PROVISIONAL, off=frozenset(holidays), note=_NOTE, holidays=holidays)


def with_coming_year(calendar: WorkCalendar, today: date) -> WorkCalendar:
    """The calendar with this year and the next, provisional without their notice: limits reach ahead."""
    near = (today.year, today.year + 1)
    missing = [year for year in near if not calendar.has_year(year) and year in _MOVABLE]
    return calendar.with_years(provisional_year(year) for year in missing) if missing else calendar
