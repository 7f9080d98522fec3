from datetime import date

import pytest
from sqlalchemy import func, select

from app.casework.models import OutboxMessage
from app.casework.terms.calendar_watch import watch_calendar, years_without_notice
from app.database import db
from app.law.calendar import WorkCalendar, load_builtin_calendar
from tests.casework.office_cases import at

CALENDAR = load_builtin_calendar()


@pytest.mark.parametrize(("today", "years"), [
    (date(2026, 10, 31), []),
    (date(2026, 11, 1), [2027]),
    (date(2026, 12, 31), [2027]),
    (date(2027, 1, 4), [2027]),
    (date(2025, 12, 1), []),
])  # fmt: skip
def test_from_november_the_coming_year_needs_its_notice(today, years):
    assert years_without_notice(today, CALENDAR) == years


def test_a_year_without_any_data_is_missing_too():
    assert years_without_notice(date(2026, 12, 1), WorkCalendar([])) == [2026, 2027]


@pytest.mark.database
def test_administrators_are_told_once_a_week(app, county):
    assert watch_calendar(at(2026, 10, 30)) == 0
    assert [watch_calendar(at(2026, 11, day)) for day in (2, 3, 8, 9)] == [1, 0, 0, 1]
    payload = db.session.scalars(select(OutboxMessage)).first().payload
    assert payload["person_id"] == county.people["admin"].id
    assert "2027 年放假安排通知尚未导入" in payload["subject"]
    assert db.session.scalar(select(func.count()).select_from(OutboxMessage)) == 2
