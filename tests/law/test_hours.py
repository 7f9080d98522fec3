"""Limits in hours: day and night, over days off, whatever zone an instant was written in."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.law.clock import ClockKind, ClockState
from app.law.errors import InvalidEvent
from app.law.events import Event, EventType, in_order
from app.law.office_time import OFFICE_OFFSET, end_of_day, office_day, start_of_day
from tests.law.builders import clocks_of, happened, received

NEW_YORK = ZoneInfo("America/New_York")
INSTANTS = st.datetimes(datetime(2024, 1, 2), datetime(2027, 12, 1), timezones=st.just(UTC))


def concern(at, severity="major_emergency"):
    return Event(EventType.PUBLIC_CONCERN_ARISEN, at=at, data={"severity": severity})


def statement(at):
    return Event(EventType.CONCERN_STATEMENT_ISSUED, at=at)


def first_statement(*events):
    return clocks_of(*events).of_kind(ClockKind.FIRST_STATEMENT)[0]


@pytest.mark.parametrize(("arisen", "hours", "because"), [
    ("2026-02-16T22:00:00+08:00", 5, "the eve of Spring Festival, over midnight"),
    ("2026-10-01T03:00:00+08:00", 5, "in the night of a holiday"),
    ("2026-12-31T23:30:00+08:00", 5, "into a year without a notice"),
])  # fmt: skip
def test_hours_run_day_and_night_across_any_calendar(arisen, hours, because):
    at = datetime.fromisoformat(arisen)
    clock = first_statement(concern(at))
    assert clock.due_at - at == timedelta(hours=hours), because
    assert clock.due_on == office_day(clock.due_at), because
    assert not clock.provisional, because


@pytest.mark.parametrize(("arisen", "because"), [
    (datetime(2026, 11, 1, 0, 30, tzinfo=NEW_YORK), "the clocks are moved back an hour at two"),
    (datetime(2026, 11, 1, 1, 30, fold=0, tzinfo=NEW_YORK), "the first half past one of that night"),
    (datetime(2026, 11, 1, 1, 30, fold=1, tzinfo=NEW_YORK), "the second half past one, an hour later"),
    (datetime(2026, 3, 8, 0, 30, tzinfo=NEW_YORK), "the clocks are moved forward an hour at two"),
])  # fmt: skip
def test_a_zone_that_moves_its_clocks_neither_gives_nor_takes_an_hour(arisen, because):
    clock = first_statement(concern(arisen))
    assert clock.due_at - arisen.astimezone(UTC) == timedelta(hours=5), because
    last = (arisen.astimezone(UTC) + timedelta(hours=5)).astimezone(NEW_YORK)
    assert first_statement(concern(arisen), statement(last)).state is ClockState.MET, because
    late = last.astimezone(UTC) + timedelta(seconds=1)
    assert first_statement(concern(arisen), statement(late)).state is ClockState.MISSED, because


@given(at=INSTANTS, offset=st.integers(-12, 14))
def test_the_zone_in_which_an_instant_is_written_changes_nothing(at, offset):
    elsewhere = at.astimezone(timezone(timedelta(hours=offset)))
    assert first_statement(concern(at)) == first_statement(concern(elsewhere))


@given(day=st.dates())
def test_an_office_day_ends_one_microsecond_before_the_next_begins(day):
    if day.toordinal() < 3 or day.year == 9999:
        return
    assert office_day(end_of_day(day)) == day
    assert end_of_day(day) + timedelta(microseconds=1) == start_of_day(day + timedelta(days=1))


def test_a_limit_in_days_is_due_at_the_end_of_its_day_in_office_time():
    clock = clocks_of(received()).reply
    assert clock.due_at == datetime(2026, 3, 30, 23, 59, 59, 999999, OFFICE_OFFSET)


def test_figures_of_a_limit_in_hours_are_hours():
    arisen = datetime(2026, 3, 7, 9, tzinfo=OFFICE_OFFSET)
    clock = clocks_of(concern(arisen, "other")).of_kind(ClockKind.OPINION_RESPONSE)[0]
    found = [(clock.used(now), clock.left(now)) for now in (arisen, arisen + timedelta(hours=1, minutes=59))]
    assert found == [(0, 48), (1, 46)]
    late = arisen + timedelta(hours=90)
    assert (clock.used(late), clock.left(late)) == (48, 0)


def test_events_of_one_day_that_were_recorded_late_are_put_in_order_by_their_instants():
    morning, noon = (datetime(2026, 3, 7, hour, tzinfo=OFFICE_OFFSET) for hour in (9, 12))
    clock = first_statement(statement(noon), concern(morning))
    assert clock.state is ClockState.MET


def test_an_event_with_a_day_alone_keeps_its_place_among_those_with_an_instant():
    morning, noon = (datetime(2026, 3, 2, hour, tzinfo=OFFICE_OFFSET) for hour in (9, 12))
    day = received("2026-03-02")
    found = in_order([statement(noon), day, concern(morning)])
    assert [event.type for event in found] == [
        "public_concern_arisen",
        "received",
        "concern_statement_issued",
    ]


def test_day_and_instant_of_an_event_may_not_contradict():
    with pytest.raises(InvalidEvent):
        happened("reply_posted", "2026-03-30", at="2026-03-30T23:00:00+00:00")
