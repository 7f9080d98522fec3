"""Further forms are due three working days after document and text appeared; the parameter has days."""

from datetime import date

import pytest

from app.law.calendar import load_builtin_calendar
from app.law.clock import ClockKind, ClockState
from app.law.clocks import compute
from app.law.events import Event, EventType
from app.law.parameter_history import ParameterHistory
from app.law.parameters import Change, Held

LIMIT = "interpretation_publish_delay_max_working_days"


def clock(published_on, done_on=None, changes=()):
    events = [Event(EventType.POLICY_PUBLISHED, on=published_on)]
    events += [Event(EventType.FURTHER_FORMS_PUBLISHED, on=done_on)] if done_on else []
    found = compute(events, load_builtin_calendar(), ParameterHistory.load(changes))
    return found.of_kind(ClockKind.FURTHER_FORMS)[0]


@pytest.mark.parametrize(
    ("published_on", "due_on"),
    [(date(2026, 3, 2), date(2026, 3, 5)), (date(2026, 4, 3), date(2026, 4, 9))],
)
def test_it_is_due_on_the_third_working_day(published_on, due_on):
    assert clock(published_on).due_on == due_on


@pytest.mark.parametrize(
    ("done_on", "state"),
    [(date(2026, 3, 5), ClockState.MET), (date(2026, 3, 6), ClockState.MISSED)],
)
def test_it_is_met_on_its_last_day_and_missed_after_it(done_on, state):
    assert clock(date(2026, 3, 2), done_on).state is state


def test_another_number_holds_from_its_day():
    change = Change(LIMIT, Held(date(2026, 5, 1), 1, "某文件"))
    assert clock(date(2026, 4, 29), changes=[change]).time_limit == 3
    assert clock(date(2026, 5, 6), changes=[change]).time_limit == 1
