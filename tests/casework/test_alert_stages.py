from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.casework.models import CaseClock
from app.casework.terms.alert_stages import horizon, is_for_supervisors, stage_words, stages_passed
from app.law.calendar import WorkCalendar, load_builtin_calendar

CALENDAR = load_builtin_calendar()
DAYS = st.dates(date(2024, 1, 2), date(2026, 12, 1))
KINDS = st.sampled_from(["reply", "clarification", "consultation", "payment", "redo", "litigation"])


def clock(due_on, kind="reply", state="running", started_on=date(2026, 1, 5)):
    return CaseClock(kind=kind, key="1", state=state, started_on=started_on, due_on=due_on)


@pytest.mark.parametrize(("today", "due_on", "stages", "because"), [
    (date(2026, 3, 2), date(2026, 3, 6), [], "four working days are left"),
    (date(2026, 3, 3), date(2026, 3, 6), ["due_soon"], "three working days are left"),
    (date(2026, 3, 6), date(2026, 3, 6), ["due_soon", "due_today"], "the due day itself"),
    (date(2026, 3, 7), date(2026, 3, 6), ["due_soon", "due_today", "overdue"], "the day after, a Saturday"),
    (date(2026, 2, 12), date(2026, 2, 24), ["due_soon"], "before Spring Festival: 13, 14 (make-up) and 24"),
    (date(2026, 2, 11), date(2026, 2, 24), [], "a day earlier four working days are left"),
    (date(2026, 9, 29), date(2026, 10, 9), ["due_soon"], "30 September, 8 and 9 October are left"),
])  # fmt: skip
def test_stages_by_working_days_left(today, due_on, stages, because):
    assert stages_passed(clock(due_on), today, CALENDAR) == stages, because


def test_paused_and_missed_clocks_are_reminded_of_like_running_ones():
    late = date(2026, 3, 10)
    for state in ("running", "paused", "missed"):
        assert "overdue" in stages_passed(clock(date(2026, 3, 6), state=state), late, CALENDAR)


@pytest.mark.parametrize("state", ["met", "void"])
def test_ended_clocks_are_silent(state):
    assert stages_passed(clock(date(2026, 3, 6), state=state), date(2026, 4, 1), CALENDAR) == []


@pytest.mark.parametrize("kind", ["clarification_notice", "reconsideration", "litigation", "public_comment"])
def test_rights_and_chances_are_never_overdue(kind):
    assert stages_passed(clock(date(2026, 3, 6), kind), date(2026, 4, 1), CALENDAR) == []


@pytest.mark.parametrize("kind", ["clarification", "payment"])
def test_the_applicants_period_only_ends(kind):
    assert stages_passed(clock(date(2026, 3, 6), kind), date(2026, 3, 6), CALENDAR) == []
    assert stages_passed(clock(date(2026, 3, 6), kind), date(2026, 3, 7), CALENDAR) == ["lapsed"]


def test_an_open_consultation_is_chased_every_five_working_days():
    consultation = clock(date(2026, 3, 23), "consultation", started_on=date(2026, 3, 2))
    assert stages_passed(consultation, date(2026, 3, 6), CALENDAR) == []
    assert stages_passed(consultation, date(2026, 3, 9), CALENDAR) == ["chase_5"]
    late = stages_passed(consultation, date(2026, 5, 1), CALENDAR)
    assert late == ["chase_5", "chase_10", "chase_15", "due_soon", "due_today", "overdue"]


def test_without_a_calendar_a_day_within_a_fortnight_is_near():
    empty = WorkCalendar([])
    assert stages_passed(clock(date(2026, 3, 16)), date(2026, 3, 2), empty) == ["due_soon"]
    assert stages_passed(clock(date(2026, 3, 17)), date(2026, 3, 2), empty) == []
    assert stages_passed(clock(date(2026, 3, 1)), date(2026, 3, 2), empty)[-1] == "overdue"


@given(due_on=DAYS, kind=KINDS, first=st.integers(-40, 40), days_off=st.sampled_from([0, 1, 3, 7, 30]))
def test_no_stage_is_lost_while_the_scheduler_is_off(due_on, kind, first, days_off):
    about = clock(due_on, kind, started_on=due_on - timedelta(days=20))
    before, after = due_on + timedelta(days=first), due_on + timedelta(days=first + days_off)
    raised = stages_passed(about, before, CALENDAR)
    assert raised == stages_passed(about, after, CALENDAR)[: len(raised)] or kind == "consultation"
    assert set(raised) <= set(stages_passed(about, after, CALENDAR))


@given(today=DAYS, ahead=st.integers(-30, 60))
def test_a_sweep_looks_as_far_ahead_as_any_stage_reaches(today, ahead):
    due_on = today + timedelta(days=ahead)
    if due_on > horizon(today, CALENDAR):
        assert stages_passed(clock(due_on), today, CALENDAR) == []


def test_supervisors_hear_of_what_is_overdue_only():
    stages = ("due_soon", "due_today", "overdue", "lapsed", "chase_5")
    assert [stage for stage in stages if is_for_supervisors(stage)] == ["overdue"]


@pytest.mark.parametrize("stage", ["due_soon", "due_today", "overdue", "lapsed", "chase_10"])
def test_every_stage_has_chinese_words(stage):
    assert not stage_words(stage).isascii()
