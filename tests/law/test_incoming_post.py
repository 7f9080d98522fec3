"""Until when what came by post may lie."""

from datetime import date

import pytest

from app.law.calendar import load_builtin_calendar
from app.law.incoming_post import register_by


@pytest.mark.parametrize(
    ("arrived", "by"),
    [
        (date(2026, 3, 2), date(2026, 3, 3)),
        (date(2026, 3, 6), date(2026, 3, 9)),  # a Friday
        (date(2026, 3, 7), date(2026, 3, 9)),  # a Saturday's signature is a Saturday's
        (date(2026, 9, 30), date(2026, 10, 8)),  # before the National Day
    ],
)
def test_it_is_entered_on_the_next_working_day(arrived, by):
    assert register_by(arrived, load_builtin_calendar()) == by
