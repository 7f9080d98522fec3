"""第三十六条第六项: a request repeats another when the organ had answered that one by the day it came."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.law.earlier_acts import had_replied

DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("days_after", "was_first", "is_former"),
    [
        (-200, False, True),
        (-1, False, True),
        (0, True, True),
        (0, False, False),
        (1, True, False),
        (20, True, False),
    ],
)
def test_the_reply_was_there_when_this_one_was_made(days_after, was_first, is_former):
    assert had_replied(DAY + timedelta(days=days_after), DAY, was_first=was_first) is is_former


def test_what_was_never_answered_is_no_former_reply():
    assert not had_replied(None, DAY, was_first=True)
    assert not had_replied(None, None, was_first=True)


@given(st.dates(), st.dates(), st.integers(0, 400))
def test_who_waits_longer_may_meet_a_reply_and_loses_none(replied_on, received_on, days):
    if had_replied(replied_on, received_on, was_first=True) and received_on < date.max - timedelta(days=days):
        assert had_replied(replied_on, received_on + timedelta(days=days), was_first=True)
