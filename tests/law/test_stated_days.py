"""Days that somebody states: bounded by today and by what they follow; an applicant states none."""

from datetime import date

import pytest

from app.law.errors import DayIsRecorded, DayOutOfRange
from app.law.stated_days import day_of_answer, faults_of_days

TODAY, NOTICE = date(2026, 3, 12), date(2026, 3, 9)


def answered(stated, by_applicant=False):
    return day_of_answer(stated, TODAY, by_applicant=by_applicant, notified_on=NOTICE)


@pytest.mark.parametrize("stated", [date(2019, 5, 15), NOTICE, TODAY, date(2027, 1, 4)])
def test_an_applicant_states_no_day_at_all(stated):
    with pytest.raises(DayIsRecorded) as refused:
        answered(stated, by_applicant=True)
    assert "answered_on" in refused.value.fields


def test_what_an_applicant_sends_counts_today():
    assert answered(None, by_applicant=True) == TODAY


@pytest.mark.parametrize(
    ("stated", "day", "because"),
    [
        (None, TODAY, "nothing stated: today"),
        (NOTICE, NOTICE, "answered on the day of the notice"),
        (date(2026, 3, 10), date(2026, 3, 10), "a paper that lay in the mail room"),
        (TODAY, TODAY, "received today"),
    ],
)
def test_the_desk_states_the_day_of_a_paper(stated, day, because):
    assert answered(stated) == day, because


@pytest.mark.parametrize(
    ("stated", "because"),
    [
        (date(2026, 3, 8), "before the notice"),
        (date(2023, 6, 1), "years before"),
        (date(2026, 3, 13), "tomorrow"),
    ],
)
def test_the_desk_states_no_impossible_day(stated, because):
    with pytest.raises(DayOutOfRange) as refused:
        answered(stated)
    assert set(refused.value.fields) == {"answered_on"}, because


def test_each_day_is_judged_by_itself_and_a_blank_one_not_at_all():
    days = {"sent_on": date(2026, 3, 8), "delivered_on": date(2026, 3, 13), "signed_on": None}
    assert faults_of_days(days, TODAY, since=NOTICE, of="文书的落款日期") == {
        "sent_on": "日期不应早于文书的落款日期（2026-03-09）",
        "delivered_on": "日期不应晚于今天",
    }
