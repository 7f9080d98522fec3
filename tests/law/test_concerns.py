"""回应关切: moments that follow each other, levels that fall only with a reason, limits in hours that run at once."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.law.clock import ClockKind, ClockState
from app.law.concern_grade import (
    DowngradeNeedsReason,
    Grade,
    RegradeNeedsReason,
    StaysTalkedAbout,
    check_regrade,
)
from app.law.concerns import (
    LEVELS,
    STATEMENT_KINDS,
    CorrectionNamesNothing,
    MomentOutOfRange,
    NotApprovedForPublication,
    NotReadyToClose,
    check_approved,
    check_between,
    check_correction,
    check_may_close,
    check_moments,
    clock_start,
    is_response,
    median_hours,
)
from app.law.office_time import OFFICE_OFFSET
from tests.law.builders import clocks_of, happened

DAWN = datetime(2026, 9, 12, 8, 10, tzinfo=OFFICE_OFFSET)
KNOWN = datetime(2026, 9, 12, 8, 40, tzinfo=OFFICE_OFFSET)
NOW = KNOWN + timedelta(hours=1)


def at(type_, moment, **data):
    return happened(type_, None, at=moment.isoformat(), **data)


def flood(*later):
    """A flood that is talked about: three limits at once."""
    return clocks_of(
        at("public_concern_arisen", KNOWN, severity="major_emergency"),
        at("public_concern_arisen", KNOWN, severity="other"),
        *later,
    )


def states(found):
    return {clock.kind: clock.state for clock in found}


class TestClocks:
    def test_three_limits_run_at_once_from_one_instant(self):
        due = {clock.kind: (clock.due_at - KNOWN) / timedelta(hours=1) for clock in flood()}
        assert due == {
            ClockKind.FIRST_STATEMENT: 5, ClockKind.PRESS_CONFERENCE: 24, ClockKind.OPINION_RESPONSE: 48,
        }  # fmt: skip

    def test_a_first_word_meets_the_five_hours_and_leaves_the_response_open(self):
        word = at("concern_statement_issued", KNOWN + timedelta(hours=2), answers=False)
        assert states(flood(word)) == {
            ClockKind.FIRST_STATEMENT: ClockState.MET, ClockKind.PRESS_CONFERENCE: ClockState.RUNNING,
            ClockKind.OPINION_RESPONSE: ClockState.RUNNING,
        }  # fmt: skip
        answer = at("concern_statement_issued", KNOWN + timedelta(hours=49))
        assert states(flood(word, answer))[ClockKind.OPINION_RESPONSE] is ClockState.MISSED

    def test_a_lower_level_ends_the_limits_of_the_emergency_and_nothing_else(self):
        found = flood(at("concern_downgraded", KNOWN + timedelta(hours=1)))
        assert states(found) == {
            ClockKind.FIRST_STATEMENT: ClockState.VOID, ClockKind.PRESS_CONFERENCE: ClockState.VOID,
            ClockKind.OPINION_RESPONSE: ClockState.RUNNING,
        }  # fmt: skip
        assert {clock.ended_by for clock in found if clock.state is ClockState.VOID} == {"等级降低"}

    def test_what_was_met_before_stays_met(self):
        word = at("concern_statement_issued", KNOWN + timedelta(hours=2))
        lower = at("concern_downgraded", KNOWN + timedelta(hours=3))
        assert states(flood(word, lower))[ClockKind.FIRST_STATEMENT] is ClockState.MET

    def test_what_is_not_answered_has_no_limit_and_what_arises_again_has_one(self):
        left = at("concern_left_unanswered", KNOWN + timedelta(hours=1))
        assert set(states(flood(left)).values()) == {ClockState.VOID}
        again = flood(left, at("public_concern_arisen", KNOWN + timedelta(days=3), severity="other"))
        assert again.running(ClockKind.OPINION_RESPONSE).due_at == KNOWN + timedelta(days=5)

    def test_paper_follows_a_voice_within_a_day_each_for_its_own_statement(self):
        said = at("oral_approval_given", KNOWN, id="2")
        other = at("approval_paper_filed", KNOWN + timedelta(hours=1), id="1")
        own = at("approval_paper_filed", KNOWN + timedelta(hours=25), id="2")
        [clock] = clocks_of(said, other).of_kind(ClockKind.APPROVAL_PAPER)
        assert (clock.state, clock.due_at) == (ClockState.RUNNING, KNOWN + timedelta(hours=24))
        [clock] = clocks_of(said, other, own).of_kind(ClockKind.APPROVAL_PAPER)
        assert clock.state is ClockState.MISSED

    @given(hours=st.floats(0, 400), later=st.floats(0, 400))
    def test_met_or_missed_is_a_matter_of_elapsed_time_alone(self, hours, later):
        start = KNOWN + timedelta(hours=later)
        done = start + timedelta(hours=hours)
        [clock] = clocks_of(
            at("public_concern_arisen", start, severity="other"), at("concern_statement_issued", done)
        )
        assert (clock.state is ClockState.MET) == (done - start <= timedelta(hours=48))


class TestMoments:
    def test_event_appearing_and_knowing_follow_each_other(self):
        check_moments(DAWN, KNOWN, DAWN + timedelta(minutes=10), NOW)
        for stated, field in (
            ((KNOWN, DAWN, None), "known_at"),
            ((DAWN, KNOWN, KNOWN + timedelta(minutes=1)), "known_at"),
            ((DAWN, KNOWN, DAWN - timedelta(minutes=1)), "appeared_at"),
            ((DAWN, NOW + timedelta(minutes=1), None), "known_at"),
            ((NOW + timedelta(hours=1), NOW + timedelta(hours=2), None), "happened_at"),
        ):
            with pytest.raises(MomentOutOfRange) as refused:
                check_moments(*stated, NOW)
            assert field in refused.value.fields, stated

    def test_the_same_instant_is_no_breach_whatever_the_zone_it_is_written_in(self):
        from zoneinfo import ZoneInfo

        check_moments(DAWN.astimezone(ZoneInfo("America/New_York")), DAWN, None, NOW)
        assert DAWN.astimezone(ZoneInfo("America/New_York")) == DAWN

    def test_a_moment_typed_by_the_minute_may_lie_in_the_minute_of_what_it_follows(self):
        since = KNOWN + timedelta(seconds=42)
        check_between("approved_at", KNOWN, since, NOW, "拟稿的时间")
        with pytest.raises(MomentOutOfRange):
            check_between("approved_at", KNOWN - timedelta(minutes=1), since, NOW, "拟稿的时间")
        with pytest.raises(MomentOutOfRange):
            check_between("approved_at", NOW + timedelta(seconds=1), since, NOW, "拟稿的时间")

    def test_the_hours_run_from_knowing_unless_the_parameter_says_otherwise(self):
        assert clock_start(KNOWN, DAWN, "known_at") == KNOWN
        assert clock_start(KNOWN, DAWN, "published_at") == DAWN
        assert clock_start(KNOWN, None, "published_at") == KNOWN


class TestLevels:
    @given(before=st.sampled_from(sorted(LEVELS)), after=st.sampled_from(sorted(LEVELS)))
    def test_a_change_needs_a_reason_and_a_lower_level_says_so(self, before, after):
        order, was, becomes = list(LEVELS), Grade(before, True, False), Grade(after, True, False)
        check_regrade(was, becomes, "核实后没有人员伤亡")
        if before == after:
            check_regrade(was, becomes, "")
            return
        with pytest.raises(RegradeNeedsReason) as refused:
            check_regrade(was, becomes, "  ")
        is_lower = order.index(after) > order.index(before)
        assert isinstance(refused.value, DowngradeNeedsReason) is is_lower

    def test_to_be_no_emergency_any_more_is_a_downgrade_and_to_be_talked_about_is_none(self):
        flood = Grade("major", True, False)
        with pytest.raises(DowngradeNeedsReason):
            check_regrade(flood, Grade("major", False, False), "")
        check_regrade(flood, Grade("major", True, True), "")
        with pytest.raises(StaysTalkedAbout):
            check_regrade(Grade("major", True, True), flood, "核实")

    def test_only_a_severe_emergency_has_the_short_limits(self):
        assert Grade("major", True, True).severities == ("major_emergency", "other")
        assert Grade("extreme", True, False).severities == ("major_emergency",)
        assert Grade("extreme", False, True).severities == ("other",)
        assert Grade("considerable", True, True).severities == ("other",)


class TestPublishingAndClosing:
    def test_publishing_needs_both_signatures_or_a_voice(self):
        check_approved({"office", "leader"}, ("office", "leader"), by_voice=False)
        check_approved((), ("office", "leader"), by_voice=True)
        with pytest.raises(NotApprovedForPublication):
            check_approved({"leader"}, ("office", "leader"), by_voice=False)
        with pytest.raises(NotApprovedForPublication, match="水务局还没有会签同意"):
            check_approved({"office", "leader"}, ("office", "leader"), by_voice=False, unsigned=["水务局"])
        check_approved((), ("office", "leader"), by_voice=True, unsigned=["水务局"])

    def test_a_first_word_is_no_response(self):
        assert [kind for kind in STATEMENT_KINDS if is_response(kind)] == [
            "answer",
            "follow_up",
            "correction",
        ]

    def test_a_correction_names_what_it_corrects(self):
        check_correction("correction", object())
        check_correction("follow_up", None)
        with pytest.raises(CorrectionNamesNothing):
            check_correction("correction", None)

    @pytest.mark.parametrize(
        ("published", "reason", "open_work", "words"),
        [
            (0, "", (), "没有发布过回应"),
            (0, " ", (), "没有发布过回应"),
            (1, "", ("渠道发布",), "尚未完成：渠道发布"),
        ],
    )
    def test_closing_needs_a_statement_or_a_reason_and_nothing_left(
        self, published, reason, open_work, words
    ):
        with pytest.raises(NotReadyToClose, match=words):
            check_may_close(published=published, reason=reason, open_work=open_work)
        check_may_close(published=1, reason="", open_work=())
        check_may_close(published=0, reason="已移送公安机关", open_work=())

    def test_median(self):
        assert median_hours([]) is None
        assert median_hours([timedelta(hours=1), timedelta(hours=2), timedelta(hours=30)]) == 2.0
