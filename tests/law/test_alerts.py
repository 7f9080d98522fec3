"""Alert levels by working days left."""

from datetime import date

import pytest

from app.law.alerts import AlertLevel, alert_level, clock_alert
from app.law.calendar import load_builtin_calendar
from tests.law.builders import clocks_of, happened, received

CALENDAR = load_builtin_calendar()


@pytest.mark.parametrize(
    ("today", "level", "because"),
    [
        (date(2026, 9, 18), "on_time", "eight working days left, make-up Sunday 20 September included"),
        (date(2026, 9, 20), "due_near", "seven left after the make-up Sunday"),
        (date(2026, 9, 24), "due_soon", "three left, Mid-autumn lies between"),
        (date(2026, 9, 29), "due_soon", "one left"),
        (date(2026, 9, 30), "due_today", "the due day itself"),
        (date(2026, 10, 1), "overdue", "the day after"),
    ],
)
def test_the_level_before_national_day(today, level, because):
    assert alert_level(date(2026, 9, 30), today, CALENDAR) == level, because


def test_a_due_day_after_which_only_off_days_come_is_due_today_on_its_eve():
    assert alert_level(date(2026, 10, 8), date(2026, 10, 8), CALENDAR) is AlertLevel.DUE_TODAY
    assert alert_level(date(2026, 10, 4), date(2026, 9, 30), CALENDAR) is AlertLevel.DUE_TODAY


def test_a_paused_clock_is_calm_and_an_ended_one_silent():
    paused = clocks_of(received(), happened("consultation_sent", "2026-03-09", id="甲")).reply
    assert clock_alert(paused, date(2026, 3, 12), CALENDAR) is AlertLevel.PAUSED
    done = clocks_of(received(), happened("reply_posted", "2026-03-30")).reply
    assert clock_alert(done, date(2026, 4, 30), CALENDAR) is None


def test_a_provisional_clock_warns_by_its_earliest_day():
    clock = clocks_of(received("2027-01-20")).reply
    assert clock_alert(clock, clock.cautious_due_on, CALENDAR) is AlertLevel.DUE_TODAY
    assert clock_alert(clock, clock.due_on, CALENDAR) is AlertLevel.DUE_TODAY


def test_a_missed_clock_is_overdue():
    assert clock_alert(clocks_of(received()).reply, date(2026, 3, 31), CALENDAR) is AlertLevel.OVERDUE
