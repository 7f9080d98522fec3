"""Months and weeks of the office's figures: which ones a table of the board shows."""

from datetime import date, timedelta

ONE_WEEK = timedelta(days=7)
Week = tuple[date, date]
"""Monday and Sunday."""


def months_until(day: date, number: int) -> list[str]:
    """So many months up to that of the day, the oldest first: 2026-03."""
    last = day.year * 12 + day.month - 1
    return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(last - number + 1, last + 1)]


def first_day(month: str) -> date | None:
    """2026-03 → its first day; None for anything else."""
    try:
        return date.fromisoformat(f"{month}-01") if len(month) == 7 else None
    except ValueError:
        return None


def following_month(first: date) -> date:
    """The first day of the next month."""
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def weeks_from(day: date, number: int) -> list[Week]:
    """So many weeks from that of the day on."""
    monday = day - timedelta(days=day.weekday())
    return [
        (monday + place * ONE_WEEK, monday + place * ONE_WEEK + timedelta(days=6)) for place in range(number)
    ]
