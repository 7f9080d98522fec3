"""The working-day calendar: counts with their reasons, provisional years, missing years."""

from datetime import date, timedelta

import pytest

from app.law.calendar import WorkCalendar, load_builtin_calendar
from app.law.errors import CalendarMissing, InvalidCalendar
from tests.law.festivals import festivals_only

CALENDAR = load_builtin_calendar()


@pytest.mark.parametrize(
    ("start", "count", "due_on", "because"),
    [
        (date(2026, 3, 2), 20, date(2026, 3, 30), "twenty plain working days"),
        (date(2026, 3, 1), 20, date(2026, 3, 27), "a Sunday is a start like any other, Monday is the first"),
        (date(2025, 3, 17), 20, date(2025, 4, 15), "Qingming, Friday 4 April, does not count"),
        (date(2025, 4, 17), 20, date(2025, 5, 19), "Labour Day is skipped, make-up Sunday 27 April counts"),
        (date(2026, 2, 14), 20, date(2026, 3, 20), "received on a make-up Saturday; 28 February counts"),
        (
            date(2026, 9, 30),
            20,
            date(2026, 11, 3),
            "National Day is skipped, make-up Saturday 10 October counts",
        ),
        (date(2022, 9, 30), 20, date(2022, 11, 2), "both make-up days of 8 and 9 October count"),
        (date(2019, 4, 26), 3, date(2019, 4, 30), "the amended notice made Sunday 28 April a working day"),
        (date(2020, 1, 23), 1, date(2020, 2, 3), "the Spring Festival was prolonged to 2 February"),
        (date(2025, 12, 15), 20, date(2026, 1, 13), "over New Year, make-up Sunday 4 January counts"),
        (date(2026, 12, 10), 20, date(2027, 1, 8), "1 January 2027 is off by statute, more is not known"),
    ],
)
def test_the_nth_working_day_after_a_day(start, count, due_on, because):
    assert CALENDAR.add_working_days(start, count) == due_on, because


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 3, 2), "工作日"),
        (date(2026, 3, 7), "周六"),
        (date(2026, 3, 8), "周日"),
        (date(2026, 10, 1), "国庆节放假"),
        (date(2026, 10, 10), "调休上班"),
        (date(2025, 10, 6), "国庆节、中秋节放假"),
        (date(2027, 1, 1), "元旦放假（暂定）"),
    ],
)
def test_each_day_has_its_reason(day, reason):
    assert CALENDAR.reason(day) == reason


def test_counting_between_days_is_the_inverse_of_adding():
    start = date(2026, 9, 1)
    for count in range(40):
        assert CALENDAR.working_days_between(start, CALENDAR.add_working_days(start, count)) == count


def test_counting_between_days_backwards_is_negative():
    assert CALENDAR.working_days_between(date(2026, 3, 6), date(2026, 3, 2)) == -4


def test_an_off_day_moves_to_the_next_working_day():
    assert CALENDAR.next_working_day(date(2026, 10, 2)) == date(2026, 10, 8)


def test_a_make_up_saturday_does_not_move():
    assert CALENDAR.next_working_day(date(2026, 2, 28)) == date(2026, 2, 28)


def test_a_missing_year_is_refused_and_never_taken_as_free_of_holidays():
    with pytest.raises(CalendarMissing, match="2028年"):
        CALENDAR.add_working_days(date(2027, 12, 20), 20)


def test_all_years_but_the_last_are_official():
    assert [year.year for year in CALENDAR] == list(range(2019, 2028))
    assert [year.year for year in CALENDAR if year.is_provisional] == [2027]


def test_a_span_is_provisional_when_any_of_its_years_is():
    assert CALENDAR.is_provisional_between(date(2026, 12, 31), date(2027, 1, 1))
    assert not CALENDAR.is_provisional_between(date(2025, 1, 1), date(2026, 12, 31))


def test_a_year_is_replaced_by_its_notice():
    year = CALENDAR.year(2026)
    notice = type(year)(2027, "official", off=frozenset({date(2027, 1, 1)}))
    assert not CALENDAR.with_years([notice]).is_provisional(2027)
    assert CALENDAR.is_provisional(2027)


def test_a_year_cannot_be_listed_twice():
    with pytest.raises(InvalidCalendar, match="重复"):
        WorkCalendar([CALENDAR.year(2026), CALENDAR.year(2026)])


@pytest.mark.parametrize("count", [7, 15, 20, 40])
def test_the_cautious_day_was_never_later_than_the_day_under_the_notice(count):
    cautious, day = festivals_only().cautious(), date(2019, 1, 1)
    while day < date(2026, 9, 1):
        assert cautious.add_working_days(day, count) <= CALENDAR.add_working_days(day, count), day
        day += timedelta(days=1)


def test_weekdays_and_festivals_alone_would_have_been_too_late_at_times():
    plain, received_on = festivals_only(), date(2025, 9, 22)
    assert plain.add_working_days(received_on, 5) > CALENDAR.add_working_days(received_on, 5)
