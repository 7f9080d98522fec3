"""Months and weeks of the office's figures."""

from datetime import date

import pytest

from app.law.periods import first_day, following_month, months_until, weeks_from


def test_twelve_months_end_with_that_of_the_day():
    found = months_until(date(2026, 3, 31), 12)
    assert (found[0], found[-1], len(found)) == ("2025-04", "2026-03", 12)
    assert months_until(date(2026, 1, 1), 2) == ["2025-12", "2026-01"]


def test_weeks_begin_on_monday_and_follow_one_another():
    first, second = weeks_from(date(2026, 3, 4), 2)
    assert first == (date(2026, 3, 2), date(2026, 3, 8))
    assert second == (date(2026, 3, 9), date(2026, 3, 15))


@pytest.mark.parametrize("words", ["", "2026-13", "2026-3", "二〇二六年三月"])
def test_what_is_no_month_has_no_first_day(words):
    assert first_day(words) is None


def test_a_month_follows_december():
    assert following_month(date(2026, 12, 1)) == date(2027, 1, 1)
