"""The festival days alone of past years, as a calendar without any notice would know them."""

from datetime import date

from app.law.calendar import CalendarYear, WorkCalendar

_DAYS = {
    2019: "01-01 02-05 02-06 02-07 04-05 05-01 06-07 09-13 10-01 10-02 10-03",
    2020: "01-01 01-25 01-26 01-27 04-04 05-01 06-25 10-01 10-02 10-03",
    2021: "01-01 02-12 02-13 02-14 04-04 05-01 06-14 09-21 10-01 10-02 10-03",
    2022: "01-01 02-01 02-02 02-03 04-05 05-01 06-03 09-10 10-01 10-02 10-03",
    2023: "01-01 01-22 01-23 01-24 04-05 05-01 06-22 09-29 10-01 10-02 10-03",
    2024: "01-01 02-10 02-11 02-12 04-04 05-01 06-10 09-17 10-01 10-02 10-03",
    2025: "01-01 01-28 01-29 01-30 01-31 04-04 05-01 05-02 05-31 10-06 10-01 10-02 10-03",
    2026: "01-01 02-16 02-17 02-18 02-19 04-05 05-01 05-02 06-19 09-25 10-01 10-02 10-03",
}


def festivals_only() -> WorkCalendar:
    """2019–2026 as if no notice had come: every year provisional."""
    return WorkCalendar(
        CalendarYear(year, "provisional", off=_off(year, days)) for year, days in _DAYS.items()
    )


def _off(year: int, days: str) -> frozenset[date]:
    return frozenset(date.fromisoformat(f"{year}-{day}") for day in days.split())
