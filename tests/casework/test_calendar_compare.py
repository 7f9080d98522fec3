"""The office's table against an independent source: a difference is told once a week to the administrators."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from app.casework.acts.actor import SYSTEM
from app.casework.acts.commands import perform
from app.casework.models import OutboxMessage
from app.casework.terms import notices
from app.casework.terms.calendar_compare import compare_calendars, differences
from app.database import db
from app.law.calendar import load_builtin_calendar
from app.law.holiday_notice import to_toml
from tests.casework.office_cases import at

TODAY = date(2026, 3, 2)
KNOWN = load_builtin_calendar()
WRONG = replace(KNOWN.year(2026), work=KNOWN.year(2026).work - {date(2026, 10, 10)})


def test_the_delivered_years_agree_with_the_other_source():
    assert [one for year in range(2019, 2027) for one in differences(KNOWN, date(year, 1, 1))] == []


def test_a_day_that_differs_is_named_with_both_sides_and_a_local_day_off_is_none():
    found = differences(KNOWN.with_years([WRONG]), TODAY)
    assert [(one.on, one.ours, one.theirs) for one in found] == [(date(2026, 10, 10), "周六", "工作日")]
    local = date(2026, 8, 6)
    year = KNOWN.year(2026)
    with_local = replace(year, off=year.off | {local}, local=frozenset({local}))
    assert differences(KNOWN.with_years([with_local]), TODAY) == []


@pytest.mark.database
def test_the_administrators_are_told_once_a_week(county):
    perform(notices.import_notice, actor=SYSTEM, now=at(2026, 3, 2), source=to_toml(WRONG))
    assert [compare_calendars(at(2026, 3, day)) for day in (2, 3, 9)] == [1, 1, 1]
    mails = db.session.scalars(
        select(OutboxMessage).where(OutboxMessage.key.startswith("calendar-differs"))
    ).all()
    assert len(mails) == 2
    assert "2026年10月10日" in mails[0].payload["text"]
