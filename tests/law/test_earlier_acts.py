"""第三十六条第六项: a request repeats another when the organ had answered that one by the day it came."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.law.earlier_acts import had_replied

DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("days_after_receipt", "is_former"), [(-200, True), (-1, True), (0, True), (1, False), (20, False)]
)
def test_the_reply_came_by_the_day_of_receipt(days_after_receipt, is_former):
    assert had_replied(DAY + timedelta(days=days_after_receipt), DAY) is is_former


def test_what_was_never_answered_is_no_former_reply():
    assert not had_replied(None, DAY)
    assert not had_replied(None, None)


@given(st.dates(), st.dates(), st.integers(0, 400))
def test_who_waits_longer_may_meet_a_reply_and_loses_none(replied_on, received_on, days):
    if had_replied(replied_on, received_on) and received_on < date.max - timedelta(days=days):
        assert had_replied(replied_on, received_on + timedelta(days=days))
