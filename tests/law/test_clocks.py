"""Clocks: their states over time, days used and left, pauses, and the rules that are parameters."""

from datetime import date

import pytest

from app.law.calendar import load_builtin_calendar
from app.law.clocks import ClockKind, ClockState, compute
from app.law.errors import ExtensionOutOfRange
from tests.law.builders import PARAMETERS, clocks_of, happened, received

CALENDAR = load_builtin_calendar()


def consulted(sent="2026-03-09", opinion="2026-03-20"):
    return (
        happened("consultation_sent", sent, party="third_party", id="甲"),
        happened("opinion_received", opinion, id="甲"),
    )


def test_a_received_request_runs_its_reply_clock():
    clock = clocks_of(received()).running("reply")
    assert (clock.started_on, clock.due_on, clock.state) == (date(2026, 3, 2), date(2026, 3, 30), "running")


@pytest.mark.parametrize(
    ("today", "used", "left"),
    [
        (date(2026, 3, 2), 0, 20),
        (date(2026, 3, 3), 1, 19),
        (date(2026, 3, 8), 4, 16),
        (date(2026, 3, 30), 20, 0),
        (date(2026, 4, 2), 20, 0),
    ],
)
def test_days_used_and_left(today, used, left):
    clock = clocks_of(received()).reply
    assert (clock.days_used(today), clock.days_left(today)) == (used, left)


def test_a_clock_is_paused_while_an_opinion_is_awaited():
    clock = clocks_of(received(), happened("consultation_sent", "2026-03-09", id="甲")).reply
    assert clock.state is ClockState.PAUSED
    assert not clock.stands_still_on(date(2026, 3, 9))
    assert clock.stands_still_on(date(2026, 3, 10))


@pytest.mark.parametrize(
    ("bounds", "due_on", "because"),
    [
        ("sent_excluded_end_included", date(2026, 4, 13), "sending counts, the opinion's day does not"),
        ("sent_included", date(2026, 4, 14), "the day of sending does not count either"),
        ("from_party_receipt", date(2026, 4, 9), "only what follows the party's receipt is left out"),
    ],
)
def test_the_bounds_of_a_pause_are_a_parameter(bounds, due_on, because):
    sent, opinion = consulted()
    got_it = happened("consultation_received_by_party", "2026-03-11", id="甲")
    clocks = clocks_of(received(), sent, got_it, opinion, suspension_bounds=bounds)
    assert clocks.reply.due_on == due_on, because


def test_a_voided_clock_stays_on_record():
    clocks = clocks_of(
        received(),
        happened("clarification_notice_sent", "2026-03-09"),
        happened("clarification_received", "2026-03-20"),
    )
    assert [(clock.state, clock.due_on) for clock in clocks.of_kind("reply")] == [
        ("void", date(2026, 3, 30)),
        ("running", date(2026, 4, 20)),
    ]


def test_nothing_runs_while_clarification_is_awaited():
    clocks = clocks_of(received(), happened("clarification_notice_sent", "2026-03-09"))
    assert clocks.reply is None
    assert clocks.running("reply") is None


def test_a_late_notice_may_restart_where_the_office_says_so():
    events = (
        received(),
        happened("clarification_notice_sent", "2026-03-12"),
        happened("clarification_received", "2026-03-20"),
    )
    assert clocks_of(*events, late_clarification_restarts=True).reply.due_on == date(2026, 4, 20)


def test_a_fee_notice_after_the_due_day_does_not_heal_the_missed_clock():
    clocks = clocks_of(received(), happened("fee_notice_delivered", "2026-04-01"))
    assert clocks.of_kind("reply")[0].state is ClockState.MISSED


def test_a_deferral_takes_the_place_of_the_reply_clock():
    clock = clocks_of(received(), happened("deferred_reply_notice_sent", "2026-03-20", days=30)).reply
    assert (clock.due_on, clock.time_limit) == (date(2026, 5, 7), 30)


def test_reasons_and_secrecy_review_stop_nothing_unless_the_office_says_so():
    events = (
        received(),
        happened("reason_requested", "2026-03-09"),
        happened("reason_received", "2026-03-11"),
    )
    assert clocks_of(*events).reply.due_on == date(2026, 3, 30)
    assert clocks_of(*events, reason_period_suspends=True).reply.due_on == date(2026, 4, 1)
    review = (
        received(),
        happened("secrecy_review_sent", "2026-03-09"),
        happened("secrecy_review_returned", "2026-03-10"),
    )
    assert clocks_of(*review).reply.due_on == date(2026, 3, 30)
    assert clocks_of(*review, secrecy_review_suspends=True).reply.due_on == date(2026, 3, 31)


def test_an_extension_beyond_the_law_is_refused():
    with pytest.raises(ExtensionOutOfRange):
        clocks_of(received(), happened("extension_notice_sent", "2026-03-27", days=21))


def test_a_withdrawal_ends_every_clock():
    clocks = clocks_of(received(), *consulted(), happened("withdrawn", "2026-03-23"))
    assert all(not clock.is_live for clock in clocks)
    assert clocks.results()["reply_due_on"] is None


def test_a_confirmed_lapse_ends_the_waiting():
    clocks = clocks_of(
        received(),
        happened("clarification_notice_delivered", "2026-03-10"),
        happened("lapse_confirmed", "2026-03-26"),
    )
    assert clocks.running("clarification") is None
    assert not clocks.progress.awaits_clarification


def test_a_posted_reply_may_not_count_where_the_old_letter_is_held_void():
    events = (received(), happened("reply_posted", "2026-03-30"), happened("reply_signed_for", "2026-04-02"))
    assert clocks_of(*events).results()["on_time"] is True
    assert clocks_of(*events, letter235_applies=False).results()["on_time"] is False


def test_rights_of_the_applicant_are_chances():
    clock = clocks_of(happened("decision_delivered", "2026-03-02")).running(ClockKind.LITIGATION)
    assert clock.due_on == date(2026, 9, 2)
    assert clock.optional


def test_a_clock_into_a_year_without_notice_is_provisional_and_knows_its_earliest_day():
    clock = clocks_of(received("2027-01-20")).reply
    assert clock.provisional
    assert clock.cautious_due_on < clock.due_on


def test_keys_of_one_kind_are_unique():
    letters = [
        happened("consultation_sent", "2026-03-09", id="甲"),
        happened("consultation_received_by_party", "2026-03-10", id="甲"),
    ]
    clocks = clocks_of(received(), *letters, happened("opinion_received", "2026-03-12", id="甲"), *letters)
    keys = [(clock.kind, clock.key) for clock in clocks]
    assert len(keys) == len(set(keys))


def test_concern_clocks_are_met_by_the_instant():
    arisen = happened("public_concern_arisen", None, at="2026-02-16T22:00:00+08:00", severity="other")
    answered = happened("concern_statement_issued", None, at="2026-02-18T22:00:01+08:00")
    clocks = compute([arisen, answered], CALENDAR, PARAMETERS)
    assert clocks.of_kind(ClockKind.OPINION_RESPONSE)[0].state is ClockState.MISSED


class TestANoticeThatIsMadeAndNotSent:
    MADE = (received(), happened("clarification_notice_made", "2026-03-09"))

    def notice_clock(self, *events):
        return clocks_of(*events).of_kind("clarification_notice")[0]

    def test_nothing_stops_and_the_chance_is_a_duty_until_it_is_out(self):
        clocks = clocks_of(*self.MADE)
        assert clocks.running("reply").due_on == date(2026, 3, 30)
        assert not clocks.progress.awaits_clarification
        clock = self.notice_clock(*self.MADE)
        assert (clock.optional, clock.due_on, clock.state) == (False, date(2026, 3, 11), "running")

    def test_the_sending_counts_and_not_the_printing(self):
        in_time = (*self.MADE, happened("clarification_notice_sent", "2026-03-11"))
        assert clocks_of(*in_time).progress.awaits_clarification
        assert self.notice_clock(*in_time).state == "met"
        late = (*self.MADE, happened("clarification_notice_sent", "2026-03-12"))
        assert clocks_of(*late).running("reply").due_on == date(2026, 3, 30)
        assert clocks_of(*late).progress.clarification_runs_beside
        assert self.notice_clock(*late).state == "missed"

    def test_a_notice_that_was_made_after_the_seventh_day_is_no_duty_of_that_day(self):
        late = (received(), happened("clarification_notice_made", "2026-03-12"))
        assert self.notice_clock(*late).optional


def test_of_a_partial_disclosure_both_remedies_run():
    """The withheld part must go to reconsideration first, the rest may go to court at once (第三十七条, class QE)."""
    clocks = clocks_of(received(), happened("decision_delivered", "2026-03-20", remedy_class="QE"))
    assert {clock.kind for clock in clocks if clock.holder == "applicant"} == {
        "reconsideration",
        "litigation",
    }
