"""Watches that the State Council notice for the coming year (放假安排通知) is imported in time.

It is published in October to December; until it is imported, due days in that year are provisional.
"""

from datetime import date, datetime, timedelta

from app.casework.acts.commands import transaction
from app.casework.messages.telling import mail_to
from app.casework.terms import clocks
from app.casework.wordings.known import words_of
from app.casework.work.recipients import administrators
from app.law.calendar import WorkCalendar

WATCH_FROM = (11, 1)  # month and day from which next year's notice is expected


def watch_calendar(now: datetime) -> int:
    """Tell the administrators, once a week each, which years lack their notice. How many notices are new."""
    today, added = now.date(), 0
    monday = today - timedelta(days=today.weekday())
    with transaction():
        for year in years_without_notice(today, clocks.calendar()):
            for person in administrators(today):
                key = f"calendar:{year}:{monday}:{person.id}"
                added += mail_to(person, key, notice_words(year), "/admin/holidays", now) is not None
    return added


def years_without_notice(today: date, calendar: WorkCalendar) -> list[int]:
    """This year, and from 1 November the next, as far as they are missing or provisional."""
    years = [today.year]
    if (today.month, today.day) >= WATCH_FROM:
        years.append(today.year + 1)
    return [year for year in years if not calendar.has_year(year) or calendar.is_provisional(year)]


def notice_words(year: int) -> tuple[str, str]:
    """Subject and text of the notice."""
    return words_of("calendar", {"年份": str(year)})
