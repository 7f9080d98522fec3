"""回应关切 by commands: a flood at dawn with three limits, a misreading, one passed on, one watched, one overdue."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.casework.letters.issuing import letters_of
from app.casework.messages.dispatch import dispatch_due
from app.casework.models import Alert
from app.casework.models.cases import CaseState
from app.casework.terms import clocks, moments
from app.casework.terms.moments import Phase
from app.casework.terms.sweep import raise_alerts
from app.database import db
from app.law.clock import ClockKind, ClockState
from app.processes.response.records import concern_of, statements_of
from tests.support.concerns import ANSWER, FLOOD, KNOWN, MISREADING, Responding

pytestmark = pytest.mark.database


@pytest.fixture
def office(app, county):
    return Responding(now=KNOWN)


def states(office):
    return {clock.kind: clock.state for clock in clocks.clocks_of(office.case).clocks}


def test_a_flood_at_dawn_runs_under_three_limits_to_the_archive(office):
    office.registered().judged()
    assert office.number == "LFR-2026-0001"
    assert {clock.kind: (clock.due_at - KNOWN) / timedelta(hours=1) for clock in clocks.clocks_of(office.case)} == {
        ClockKind.FIRST_STATEMENT: 5, ClockKind.PRESS_CONFERENCE: 24, ClockKind.OPINION_RESPONSE: 48,
    }  # fmt: skip
    assert office.open_nodes() == {"T_draft", "T_conference"}
    office.said(channels=["wechat", "broadcast"])
    assert states(office)[ClockKind.FIRST_STATEMENT] is ClockState.MET
    office.later(hours=1).post_all().followed("further").said(ANSWER)
    office.later(hours=8).conference()
    assert set(states(office).values()) == {ClockState.MET}
    office.followed().evaluated().archived()
    dispatch_due(office.now)
    assert (office.case.state, office.case.outcome) == (CaseState.ARCHIVED, "answer")
    assert [(one.kind, one.document is not None) for one in letters_of(office.case)] == [
        ("concern_register", True), ("concern_judgement", True), ("concern_evaluation", True),
    ]  # fmt: skip
    assert [one.number for one in statements_of(office.case)] == [1, 2]


def test_the_next_statement_does_not_wait_for_slow_channels(office):
    office.registered().judged().said(channels=["television"]).followed("further").said(
        ANSWER, channels=["television"]
    )
    assert [item.title for item in office.open_items() if item.node == "T_post"] == ["渠道发布（电视）"] * 2
    office.later(hours=1).post_all()
    assert "T_post" not in office.open_nodes()


def test_a_misreading_is_answered_within_48_hours(office):
    office.registered(MISREADING).judged(level="ordinary")
    assert states(office) == {ClockKind.OPINION_RESPONSE: ClockState.RUNNING}
    assert "T_conference" not in office.open_nodes()
    office.said(ANSWER).followed().evaluated()
    assert office.case.state == CaseState.CLOSED


def test_what_belongs_to_the_police_is_passed_on_and_has_no_limit_left(office):
    office.registered(MISREADING).judged("pass_on", level="ordinary", unit="", passed_to="police")
    assert states(office) == {ClockKind.OPINION_RESPONSE: ClockState.VOID}
    office.referred().passed_on()
    assert (office.case.state, office.case.outcome) == (CaseState.CLOSED, "pass_on")
    assert concern_of(office.case).passed_receiver == "禄丰市公安局"


def test_what_is_watched_is_judged_again_when_it_changes(office):
    office.registered(MISREADING).judged("watch", level="ordinary", unit="")
    office.later(days=3)
    office.do(
        "reviewer", "T_watch", watching="again", opinion="转发量突增", changed_at=office.now.isoformat()
    )
    running = clocks.clocks_of(office.case).running(ClockKind.OPINION_RESPONSE)
    assert running.due_at == office.now - timedelta(minutes=1) + timedelta(hours=48)
    office.judged(level="ordinary").said(ANSWER).followed().evaluated()
    assert office.case.state == CaseState.CLOSED


def test_what_is_watched_may_end_with_its_reason(office):
    office.registered(MISREADING).judged("watch", level="ordinary", unit="")
    office.do("reviewer", "T_watch", watching="end", opinion="已经平息")
    assert office.case.state == CaseState.CLOSED


def test_nothing_is_done_for_a_reason(office):
    office.registered(MISREADING).judged("none", level="ordinary", unit="")
    assert (office.case.state, office.case.outcome) == (CaseState.CLOSED, "none")


def test_overdue_by_the_hour_day_and_night_with_alerts(office):
    office.registered()
    assert office.case.due_at == KNOWN + timedelta(hours=5)
    office.now = KNOWN + timedelta(hours=3)
    raise_alerts(office.now)
    assert moments.of_case(office.case, office.now) is Phase.DUE_TODAY
    office.now = KNOWN + timedelta(hours=5, minutes=1)
    raise_alerts(office.now)
    assert moments.of_case(office.case, office.now) is Phase.OVERDUE
    stages = db.session.execute(select(Alert.kind, Alert.stage).order_by(Alert.id)).all()
    assert [tuple(row) for row in stages] == [
        ("first_statement", stage) for stage in ("due_soon", "before_1", "overdue")
    ]


class TestByVoice:
    def test_it_is_published_at_once_and_the_paper_follows_within_a_day(self, office):
        office.registered().judged().drafted(
            path="emergency", urgent_reason="群众正在出行"
        ).spoken().published()
        assert {"T_paper", "T_follow_up"} <= office.open_nodes()
        running = clocks.clocks_of(office.case).running(ClockKind.APPROVAL_PAPER)
        [statement] = statements_of(office.case)
        assert running.due_at == statement.oral_at + timedelta(hours=24)
        office.later(hours=3).papered()
        assert states(office)[ClockKind.APPROVAL_PAPER] is ClockState.MET
        assert not statements_of(office.case)[0].lacks_paper

    def test_a_late_paper_is_late(self, office):
        office.registered().judged().drafted(
            path="emergency", urgent_reason="群众正在出行"
        ).spoken().published()
        office.later(hours=30).papered()
        assert states(office)[ClockKind.APPROVAL_PAPER] is ClockState.MISSED

    def test_a_leader_who_wants_changes_sends_it_back(self, office):
        office.registered().judged().drafted(path="emergency", urgent_reason="群众正在出行")
        office.spoken(decision="send_back", opinion="写明绕行路线")
        assert "T_draft" in office.open_nodes()


class TestLevels:
    def test_a_lower_level_with_its_reason_ends_the_short_limits(self, office):
        office.registered(raises_opinion=False).judged(level="considerable", level_reason="核实后道路已通")
        assert states(office) == {
            ClockKind.FIRST_STATEMENT: ClockState.VOID, ClockKind.PRESS_CONFERENCE: ClockState.VOID,
            ClockKind.OPINION_RESPONSE: ClockState.RUNNING,
        }  # fmt: skip
        assert office.case.due_at == KNOWN + timedelta(hours=48)
        assert "T_conference" not in office.open_nodes()

    def test_a_higher_level_brings_the_short_limits_and_the_conference(self, office):
        from app.processes.response.grading import regrade_concern

        office.registered(FLOOD, level="considerable").judged(level="considerable")
        assert "T_conference" not in office.open_nodes()
        data = {"level": "extreme", "level_reason": "出现险情", "graver_at": office.now.isoformat()}
        office.run(regrade_concern, office.person("reviewer"), case_id=office.case.id, data=data)
        assert "T_conference" in office.open_nodes()
        assert states(office)[ClockKind.FIRST_STATEMENT] is ClockState.RUNNING


def test_a_correction_names_and_replaces_what_it_corrects(office):
    office.registered(MISREADING).judged(level="ordinary").said(ANSWER).followed("further")
    office.said(ANSWER, kind="correction", corrects="1", headline="更正：缴费截止日期")
    first, second = statements_of(office.case)
    assert second.publication.supersedes_id == first.publication_id
    assert f"更正{first.published_at:%Y年%m月%d日 %H:%M}发布的《{first.headline}》" in str(
        second.publication.text.content
    )
