from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.casework.contract.terms import Rule, Stage
from app.casework.models import CaseClock
from app.casework.terms.alert_stages import stage_words
from app.casework.terms.alert_stages import stages_passed as stages_passed_at
from app.casework.terms.margins import keep_moments
from app.law.calendar import WorkCalendar, load_builtin_calendar
from app.law.clock import Clock, ClockKind, ClockState, Unit
from app.law.festivals import with_coming_year
from app.law.office_time import OFFICE_OFFSET
from app.processes.disclosure.terms import terms

PLAIN = Rule()
CALENDAR = load_builtin_calendar()
DAYS = st.dates(date(2024, 1, 2), date(2026, 12, 1))
KINDS = st.sampled_from(["reply", "clarification", "consultation", "payment", "redo", "litigation"])


def clock(due_on, kind="reply", state="running", started_on=date(2026, 1, 5), calendar=CALENDAR):
    row = CaseClock(kind=kind, key="1", state=state, started_on=started_on, due_on=due_on)
    law = Clock(ClockKind(kind), "1", started_on, due_on, ClockState(state), "", 20)
    keep_moments(row, law, terms.rule(kind), calendar)
    return row


def hour_clock(started_at, hours, rule=PLAIN):
    due_at = started_at + timedelta(hours=hours)
    row = CaseClock(kind="first_statement", key="1", state="running", started_on=started_at.date())
    law = Clock(ClockKind.FIRST_STATEMENT, "1", started_at.date(), due_at.date(), ClockState.RUNNING, "", hours,
                Unit.HOUR, due_at=due_at, started_at=started_at)  # fmt: skip
    row.due_on, row.span = law.due_on, hours
    keep_moments(row, law, rule, CALENDAR)
    return row


def stages_passed(row, today, calendar):
    """By the card of disclosure, in the middle of a day."""
    now = datetime.combine(today, time(12), OFFICE_OFFSET)
    return stages_passed_at(row, now, terms.rule(row.kind), calendar)


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


def test_a_notice_that_may_still_be_sent_is_reminded_of_before_its_day_and_never_as_overdue():
    """第三十条, seven working days; only while a task is open that could send it (`Rule.only_in`)."""
    row = clock(date(2026, 3, 11), "clarification_notice")
    assert stages_passed(row, date(2026, 3, 6), CALENDAR) == []
    assert stages_passed(row, date(2026, 3, 9), CALENDAR) == ["due_soon"]
    assert stages_passed(row, date(2026, 4, 1), CALENDAR) == ["due_soon", "due_today"]
    assert terms.rule("clarification_notice").only_in == {"screening", "notice_delivery"}


@pytest.mark.parametrize("kind", ["reconsideration", "litigation", "public_comment"])
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
    near = clock(date(2026, 3, 16), calendar=empty)
    assert stages_passed(near, date(2026, 3, 2), empty) == ["due_soon"]
    assert stages_passed(near, date(2026, 3, 1), empty) == []
    assert stages_passed(near, date(2026, 3, 17), empty)[-1] == "overdue"


@given(due_on=DAYS, kind=KINDS, first=st.integers(-40, 40), days_off=st.sampled_from([0, 1, 3, 7, 30]))
def test_no_stage_is_lost_while_the_scheduler_is_off(due_on, kind, first, days_off):
    about = clock(due_on, kind, started_on=due_on - timedelta(days=20))
    before, after = due_on + timedelta(days=first), due_on + timedelta(days=first + days_off)
    raised = stages_passed(about, before, CALENDAR)
    assert raised == stages_passed(about, after, CALENDAR)[: len(raised)] or kind == "consultation"
    assert set(raised) <= set(stages_passed(about, after, CALENDAR))


@pytest.mark.parametrize(("after", "stages", "because"), [
    (timedelta(0), [], "it has only begun"),
    (timedelta(hours=3, minutes=59), [], "more than the last hour is left: a quarter of five hours, whole"),
    (timedelta(hours=4), ["due_soon"], "the last hour"),
    (timedelta(hours=5), ["due_soon"], "the last instant is still in time"),
    (timedelta(hours=5, microseconds=1), ["due_soon", "overdue"], "one microsecond late"),
])  # fmt: skip
def test_a_limit_in_hours_warns_before_its_hour_and_not_by_the_day(after, stages, because):
    """22:00 on a Saturday: neither the night nor the Sunday stops it."""
    started = datetime(2026, 3, 7, 22, tzinfo=OFFICE_OFFSET)
    row = hour_clock(started, 5)
    assert stages_passed_at(row, started + after, Rule(), CALENDAR) == stages, because


def test_a_card_may_set_another_margin_and_other_stages():
    started = datetime(2026, 3, 2, 9, tzinfo=OFFICE_OFFSET)
    rule = Rule(soon=12, stages=(Stage.DUE_SOON,))
    row = hour_clock(started, 24, rule)
    assert stages_passed_at(row, started + timedelta(hours=11), rule, CALENDAR) == []
    assert stages_passed_at(row, started + timedelta(hours=40), rule, CALENDAR) == ["due_soon"]


def test_a_kind_that_the_card_does_not_name_is_silent():
    row = clock(date(2026, 3, 6), "hearing_material")
    assert stages_passed(row, date(2026, 4, 1), CALENDAR) == []


def test_a_provisional_clock_warns_by_its_earliest_possible_day():
    row = CaseClock(
        kind="reply", key="1", state="running", started_on=date(2027, 1, 20), due_on=date(2027, 2, 26)
    )
    law = Clock(ClockKind.REPLY, "1", date(2027, 1, 20), date(2027, 2, 26), ClockState.RUNNING, "", 20,
                provisional=True, cautious_due_on=date(2027, 2, 24))  # fmt: skip
    keep_moments(row, law, Rule(), with_coming_year(CALENDAR, date(2026, 12, 1)))
    days = [date(2027, 2, day) for day in (23, 24, 25, 26, 27)]
    last = [stages_passed(row, day, CALENDAR)[-1] for day in days]
    assert last == ["due_soon", "due_today", "due_today", "due_today", "overdue"]


@pytest.mark.parametrize(
    "stage", ["due_soon", "due_today", "overdue", "lapsed", "chase_10", "before_10", "after_3", "pause_15"]
)
def test_every_stage_has_chinese_words(stage):
    assert not stage_words(stage).isascii()
