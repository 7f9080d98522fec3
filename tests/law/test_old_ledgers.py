"""Days as old ledgers write them: read where they have one meaning, asked back otherwise."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.law.old_ledgers import UnreadableDay, day_of, faults_of_order, was_in_time

FIFTH = date(2019, 3, 5)
TITLES = {
    "received_on": "收到日期",
    "replied_on": "答复日期",
    "closed_on": "办结日期",
    "archived_on": "归档日期",
}
TODAY = date(2026, 3, 2)


@pytest.mark.parametrize("written", [
    "2019-03-05", "2019/3/5", "2019.3.5", "2019年3月5日", "2019年03月05号", "20190305", "２０１９年３月５日",
    "２０１９－０３－０５", " 2019-3-5 ", "2019-03-05 14:30", "2019-03-05T00:00:00", 43529, 43529.6, 20190305.0,
])  # fmt: skip
def test_one_day_in_many_writings(written):
    assert day_of(written) == FIFTH


def test_the_other_calendar_of_spreadsheets_begins_in_1904():
    assert day_of(43529 - 1462, counts_from_1904=True) == FIFTH


@pytest.mark.parametrize("written", [
    "3/5/2019", "19.3.5", "2019年3月", "2019-13-05", "2019-02-30", "三月五日", "", "#N/A", 5, 1e300, float("inf"),
    float("nan"), -1, 20191305,
])  # fmt: skip
def test_what_means_no_day_or_several_is_asked_back(written):
    with pytest.raises(UnreadableDay):
        day_of(written)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_number_of_a_day_is_that_day(day):
    assert day_of((day - date(1899, 12, 30)).days) == day
    assert day_of(int(day.strftime("%Y%m%d"))) == day


def test_days_follow_each_other_and_none_is_in_the_future():
    known = {"received_on": FIFTH, "replied_on": date(2019, 3, 4), "closed_on": date(2026, 3, 3)}
    assert faults_of_order(known, TITLES, TODAY) == {
        "replied_on": "答复日期不应早于收到日期（2019-03-05）",
        "closed_on": "办结日期不应晚于今天",
    }
    assert (
        faults_of_order({"received_on": FIFTH, "closed_on": FIFTH, "archived_on": None}, TITLES, TODAY) == {}
    )


@pytest.mark.parametrize(("replied_on", "due_on", "in_time"), [
    (FIFTH, FIFTH, True), (date(2019, 3, 6), FIFTH, False), (None, FIFTH, None), (FIFTH, None, None),
])  # fmt: skip
def test_punctuality_is_known_only_where_both_days_are_told(replied_on, due_on, in_time):
    assert was_in_time(replied_on, due_on) is in_time
