"""Overdue, due today, near, paused, waiting: one answer, in Python and in SQL."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.casework.models import Case, CaseClock
from app.casework.models.cases import CaseState, ClockState
from app.casework.terms import moments
from app.casework.terms.moments import (
    Phase,
    cases_in,
    clocks_in,
    of_case,
    of_clock,
    of_row,
    phase_of_case,
    under_way,
)
from app.database import db
from app.law.clock import ClockKind
from app.law.clock import ClockState as LawState
from tests.casework.office_cases import add_case, add_clock, at, fall_due, fall_due_at
from tests.law.builders import clocks_of, happened, received

DUE = date(2026, 3, 6)  # a Friday
SPREAD = st.integers(-6, 6)


@pytest.mark.parametrize(("now", "phase", "because"), [
    (at(2026, 3, 2), Phase.ON_TIME, "four working days are left"),
    (at(2026, 3, 3, hour=0), Phase.DUE_SOON, "three are left from the first instant of the day"),
    (at(2026, 3, 5, hour=23), Phase.DUE_SOON, "one is left"),
    (at(2026, 3, 6, hour=0), Phase.DUE_TODAY, "the due day begins"),
    (at(2026, 3, 6, hour=23), Phase.DUE_TODAY, "the due day is whole"),
    (at(2026, 3, 7, hour=0), Phase.OVERDUE, "the day after, a Saturday"),
])  # fmt: skip
def test_a_limit_in_days_by_the_hour(now, phase, because):
    case = Case(state=CaseState.OPEN, clock_state=ClockState.RUNNING)
    fall_due(case, DUE)
    assert of_case(case, now) is phase, because


@pytest.mark.parametrize(("hours", "phase", "because"), [
    (0, Phase.ON_TIME, "a day and a night ahead"),
    (15, Phase.DUE_TODAY, "midnight has brought the day of its end"),
    (23, Phase.DUE_TODAY, "an hour is left"),
    (24, Phase.DUE_TODAY, "the last instant"),
    (24.001, Phase.OVERDUE, "seconds late, on the same day"),
])  # fmt: skip
def test_a_limit_in_hours_is_overdue_within_the_day(hours, phase, because):
    started = at(2026, 3, 7)  # a Saturday
    case = Case(state=CaseState.OPEN, clock_state=ClockState.RUNNING)
    fall_due_at(case, started, 24)
    assert of_case(case, started + timedelta(hours=hours)) is phase, because


def test_a_day_due_on_an_off_day_is_due_today_on_the_working_day_before_and_until_it():
    case = Case(state=CaseState.OPEN, clock_state=ClockState.RUNNING)
    fall_due(case, date(2026, 10, 4))
    days = [date(2026, 9, 29), date(2026, 9, 30), date(2026, 10, 4), date(2026, 10, 5)]
    found = [of_case(case, at(day.year, day.month, day.day)) for day in days]
    assert found == [Phase.DUE_SOON, Phase.DUE_TODAY, Phase.DUE_TODAY, Phase.OVERDUE]


@pytest.mark.parametrize("state", [CaseState.CLOSED, CaseState.WITHDRAWN, CaseState.ARCHIVED])
def test_what_is_closed_is_never_overdue(state):
    case = Case(state=state, clock_state=ClockState.STOPPED, due_at=at(2020, 1, 1))
    assert of_case(case, at(2026, 3, 2)) is Phase.ENDED


def test_what_waits_is_not_overdue():
    case = Case(state=CaseState.OPEN, clock_state=ClockState.WAITING, due_at=at(2026, 1, 1))
    assert of_case(case, at(2026, 3, 2)) is Phase.WAITING


def test_the_laws_clock_is_missed_the_day_after_its_due_day():
    clock = clocks_of(received()).reply
    assert of_clock(clock, at(2026, 3, 30, hour=23)) is Phase.DUE_TODAY
    assert of_clock(clock, at(2026, 3, 31, hour=0)) is Phase.OVERDUE


def test_a_pause_ends_by_itself_when_the_party_lets_its_limit_pass():
    clock = clocks_of(
        received(),
        happened("consultation_sent", "2026-03-09", id="甲"),
        happened("consultation_received_by_party", "2026-03-11", id="甲"),
    ).reply
    assert of_clock(clock, at(2026, 3, 9)) is Phase.ON_TIME
    assert of_clock(clock, at(2026, 3, 10)) is Phase.PAUSED
    assert of_clock(clock, at(2026, 4, 1)) is Phase.PAUSED
    assert of_clock(clock, at(2026, 4, 2)) is Phase.ON_TIME


def test_rights_of_the_applicant_end_but_are_never_overdue():
    clock = clocks_of(happened("decision_delivered", "2026-03-02")).running(ClockKind.LITIGATION)
    assert of_clock(clock, at(2026, 9, 3)) is Phase.ENDED


def test_an_answered_clock_keeps_its_outcome():
    met = clocks_of(received(), happened("reply_posted", "2026-03-30")).of_kind("reply")[0]
    late = clocks_of(received(), happened("reply_posted", "2026-03-31")).of_kind("reply")[0]
    assert (of_clock(met, at(2027, 1, 1)), of_clock(late, at(2026, 3, 1))) == (Phase.MET, Phase.MISSED)


@st.composite
def moments_of_a_row(draw):
    """Any columns, also such as no projection would leave."""
    base = at(2026, 3, 6)
    instants = st.none() | SPREAD.map(lambda hours: base + timedelta(hours=hours * 9))
    return {
        "due_at": draw(instants), "soon_at": draw(instants), "paused_from": draw(instants),
        "paused_until": draw(instants), "last_day_on": draw(st.none() | SPREAD.map(lambda n: DUE + timedelta(days=n))),
    }  # fmt: skip


NOW = SPREAD.map(lambda hours: at(2026, 3, 6) + timedelta(hours=hours * 9))


@pytest.mark.database
class TestBothFormsAgree:
    @settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        rows=st.lists(
            st.tuples(st.sampled_from(list(CaseState)), st.sampled_from(list(ClockState)), moments_of_a_row()),
            min_size=1, max_size=4,
        ),
        now=NOW,
    )  # fmt: skip
    def test_of_cases(self, county, rows, now):
        cases = [
            add_case(county, f"LF-2026-{number:04}", state=state, clock_state=clock_state, **columns)
            for number, (state, clock_state, columns) in enumerate(rows)
        ]
        for phase in Phase:
            found = set(db.session.scalars(select(Case.number).where(cases_in(phase, now))))
            assert found == {case.number for case in cases if of_case(case, now) is phase}, phase
        values = db.session.execute(select(Case.number, phase_of_case(now))).all()
        assert dict(values) == {case.number: of_case(case, now) for case in cases}
        moving = (Phase.ON_TIME, Phase.DUE_SOON, Phase.DUE_TODAY)
        found = set(db.session.scalars(select(Case.number).where(under_way(now))))
        assert found == {case.number for case in cases if of_case(case, now) in moving}
        db.session.rollback()

    @settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        rows=st.lists(st.tuples(st.sampled_from(list(LawState)), moments_of_a_row()), min_size=1, max_size=4),
        now=NOW,
    )
    def test_of_clocks(self, county, rows, now):
        case = add_case(county)
        clocks = [
            add_clock(case, DUE, key=str(number), state=state) for number, (state, _) in enumerate(rows)
        ]
        for clock, (_, columns) in zip(clocks, rows, strict=True):
            for name, value in columns.items():
                setattr(clock, name, value)
        db.session.flush()
        for phase in Phase:
            found = set(db.session.scalars(select(CaseClock.key).where(clocks_in(phase, now))))
            assert found == {clock.key for clock in clocks if of_row(clock, now) is phase}, phase
        db.session.rollback()

    def test_every_open_case_has_one_phase(self, county):
        now: datetime = at(2026, 3, 6)
        add_case(county, due_on=DUE)
        counted = [
            db.session.scalars(select(Case.id).where(cases_in(phase, now))).all() for phase in moments.Phase
        ]
        assert sum(map(len, counted)) == 1
        db.session.rollback()
