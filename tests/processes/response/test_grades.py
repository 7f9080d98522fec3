"""Level and nature of a concern: what a change starts and ends, and where it is refused."""

from datetime import timedelta

import pytest

from app.casework.acts.errors import CannotHappenNow
from app.casework.terms import clocks
from app.law.clock import ClockKind, ClockState
from app.law.errors import InvalidInput
from app.processes.response.following import open_work
from app.processes.response.grading import regrade_concern
from app.processes.response.records import concern_of
from tests.support.concerns import ANSWER, FLOOD, KNOWN, MISREADING, Responding

pytestmark = pytest.mark.database


@pytest.fixture
def office(app, county):
    return Responding(now=KNOWN)


def limits(office):
    return [(one.kind, one.state) for one in clocks.clocks_of(office.case).clocks]


def regrade(office, **data):
    office.run(regrade_concern, office.person("reviewer"), case_id=office.case.id, data=data)


def test_what_turns_out_an_emergency_gets_the_short_limits_and_the_conference(office):
    office.registered(FLOOD, is_emergency=False).judged(nature="emergency", level_reason="现场核实为突发事件")
    assert limits(office) == [
        (ClockKind.OPINION_RESPONSE, ClockState.RUNNING), (ClockKind.FIRST_STATEMENT, ClockState.RUNNING),
        (ClockKind.PRESS_CONFERENCE, ClockState.RUNNING),
    ]  # fmt: skip
    assert "T_conference" in office.open_nodes()


def test_what_begins_to_be_talked_about_gets_48_hours_from_then(office):
    office.registered(FLOOD, raises_opinion=False).judged()
    office.later(hours=2)
    regrade(office, level="major", raises_opinion=True)
    running = clocks.clocks_of(office.case).running(ClockKind.OPINION_RESPONSE)
    assert running.due_at == office.now + timedelta(hours=48)
    assert concern_of(office.case).level_reason == FLOOD["level_reason"]


def test_to_be_no_emergency_any_more_needs_a_reason(office):
    office.registered(raises_opinion=False)
    with pytest.raises(InvalidInput) as refused:
        office.judged(nature="ordinary")
    assert refused.value.fields == {"level_reason": "降低等级的，请写明理由"}


def test_a_higher_level_carries_a_reason_of_its_own(office):
    office.registered(MISREADING)
    with pytest.raises(InvalidInput) as refused:
        office.judged(level="considerable")
    assert refused.value.fields == {"level_reason": "调整等级、性质的，请写明理由"}


def test_up_and_down_again_leaves_one_limit_of_48_hours(office):
    office.registered(FLOOD, level="considerable", raises_opinion=False).judged(level="considerable")
    regrade(office, level="major", level_reason="出现险情")
    regrade(office, level="ordinary", level_reason="险情解除")
    found = [one for one in limits(office) if one[0] is ClockKind.OPINION_RESPONSE]
    assert found == [(ClockKind.OPINION_RESPONSE, ClockState.RUNNING)]


def test_what_is_answered_and_then_lowered_owes_no_second_answer(office):
    office.registered(raises_opinion=False).judged().said(ANSWER)
    regrade(office, level="ordinary", level_reason="险情解除")
    assert ClockKind.OPINION_RESPONSE not in dict(limits(office))


def test_judged_anew_and_lowered_counts_from_the_change(office):
    office.registered(raises_opinion=False).judged("watch", unit="")
    office.later(days=4)
    changed = office.now
    office.do("reviewer", "T_watch", watching="again", opinion="又有转发", changed_at=changed.isoformat())
    office.judged(level="ordinary", level_reason="核实后没有险情")
    running = clocks.clocks_of(office.case).running(ClockKind.OPINION_RESPONSE)
    assert running.due_at == changed + timedelta(hours=48)


def test_what_is_watched_is_graded_by_judging_anew(office):
    office.registered(MISREADING).judged("watch", level="ordinary", unit="")
    with pytest.raises(CannotHappenNow, match="已研判为持续关注"):
        regrade(office, level="major", nature="emergency", level_reason="出现险情")
    assert [state for _kind, state in limits(office)] == [ClockState.VOID]


def test_hours_go_on_over_midnight_and_the_end_of_the_year(office):
    known = KNOWN.replace(year=2026, month=12, day=31, hour=22, minute=30)
    office.now = known + timedelta(minutes=10)
    moments = {"happened_at": (known - timedelta(minutes=20)).isoformat(), "known_at": known.isoformat()}
    office.registered(FLOOD, **moments).judged()
    assert office.number.startswith("LFR-2026-")
    assert [one.due_at.isoformat() for one in clocks.clocks_of(office.case).clocks] == [
        "2027-01-01T03:30:00+08:00", "2027-01-01T22:30:00+08:00", "2027-01-02T22:30:00+08:00",
    ]  # fmt: skip
    office.now = known + timedelta(hours=4)
    office.said(ANSWER)
    assert dict(limits(office))[ClockKind.FIRST_STATEMENT] is ClockState.MET


class TestUnits:
    def test_a_unit_at_which_nobody_drafts(self, office):
        office.registered()
        with pytest.raises(InvalidInput) as refused:
            office.judged(unit="LF-ZG")
        assert "没有担任承办人的人员，不能起草；请系统管理员" in refused.value.fields["unit"]

    def test_a_co_organ_at_which_nobody_signs(self, office):
        office.registered()
        with pytest.raises(InvalidInput) as refused:
            office.judged(co_units=["LF-ZG"])
        assert "不能会签" in refused.value.fields["co_units"]


def test_what_is_lowered_leaves_no_task_of_a_conference_and_brings_it_again_when_raised(office):
    office.registered(raises_opinion=False).judged()
    assert "T_conference" in office.open_nodes()
    regrade(office, level="ordinary", level_reason="险情解除")
    assert "T_conference" not in office.open_nodes()
    regrade(office, level="major", level_reason="再次出现险情")
    assert "T_conference" in office.open_nodes()
    regrade(office, level="ordinary", level_reason="险情解除")
    assert "T_conference" not in office.open_nodes()
    assert "新闻发布会" not in open_work(office.case)
