"""Years without a notice: the statutory days alone."""

from datetime import date

import pytest

from app.law.calendar import load_builtin_calendar
from app.law.errors import CalendarMissing
from app.law.festivals import provisional_year, with_coming_year

BUILTIN = load_builtin_calendar()


def test_the_derived_year_equals_the_delivered_one():
    assert provisional_year(2027).off == BUILTIN.year(2027).off
    assert provisional_year(2027).is_provisional


def test_a_year_has_thirteen_days_or_fewer_where_festivals_coincide():
    assert len(provisional_year(2029).off) == 13
    assert len(provisional_year(2031).off) == 12


def test_a_year_that_is_not_listed_stays_missing():
    with pytest.raises(CalendarMissing):
        provisional_year(2050)


def test_the_coming_year_is_added_when_its_notice_is_missing():
    calendar = with_coming_year(BUILTIN, date(2027, 7, 1))
    assert calendar.is_provisional(2028)
    assert calendar.next_working_day(date(2028, 1, 1)) == date(2028, 1, 3)
    assert not calendar.has_year(2029)


def test_known_years_are_left_alone():
    assert with_coming_year(BUILTIN, date(2026, 3, 2)) is BUILTIN
