"""What may be recorded on a day, and by which named rule it is refused."""

from datetime import date

import pytest

from app.law import errors, recording
from tests.law.builders import clocks_of, happened, received

WAITING = (
    received(),
    happened("clarification_notice_sent", "2026-03-09"),
    happened("clarification_notice_delivered", "2026-03-12", period_working_days=10),
)
UNPAID = (received("2026-07-01"), happened("fee_notice_delivered", "2026-07-10"))
WITHDRAWN = (received(), happened("withdrawn", "2026-03-05"))


def day(text):
    return date.fromisoformat(text)


LONGEST = 20


@pytest.mark.parametrize("today", ["2026-03-03", "2026-03-30"])
def test_an_extension_is_possible_until_the_due_day(today):
    assert recording.check_can_extend(clocks_of(received()), 20, day(today), LONGEST) is None


@pytest.mark.parametrize(
    ("events", "days", "today", "rule"),
    [
        ([received()], 10, "2026-03-31", errors.ExtensionTooLate),
        ([received()], 0, "2026-03-20", errors.ExtensionOutOfRange),
        ([received()], 21, "2026-03-20", errors.ExtensionOutOfRange),
        ([received()], True, "2026-03-20", errors.ExtensionOutOfRange),
        (
            [received(), happened("extension_notice_sent", "2026-03-20", days=5)],
            5,
            "2026-03-23",
            errors.AlreadyExtended,
        ),
        (WAITING, 5, "2026-03-20", errors.NoRunningReplyClock),
        (WITHDRAWN, 5, "2026-03-20", errors.AlreadyWithdrawn),
        ([received(), happened("reply_posted", "2026-03-20")], 5, "2026-03-23", errors.NoRunningReplyClock),
    ],
)
def test_an_extension_is_refused_by_a_named_rule(events, days, today, rule):
    with pytest.raises(rule):
        recording.check_can_extend(clocks_of(*events), days, day(today), LONGEST)


def test_a_clarified_request_may_be_extended_again():
    clocks = clocks_of(
        received(),
        happened("extension_notice_sent", "2026-03-05", days=5),
        happened("clarification_notice_sent", "2026-03-09"),
        happened("clarification_received", "2026-03-20"),
    )
    assert recording.check_can_extend(clocks, 5, day("2026-04-20"), LONGEST) is None


@pytest.mark.parametrize(
    ("events", "rule"),
    [
        (WAITING, errors.ClarificationAlreadyRequested),
        (
            [received(), happened("clarification_notice_made", "2026-03-09")],
            errors.ClarificationAlreadyRequested,
        ),
        ([], errors.NoRunningReplyClock),
    ],
)
def test_a_clarification_notice_is_refused_by_a_named_rule(events, rule):
    with pytest.raises(rule):
        recording.check_can_request_clarification(clocks_of(*events))


@pytest.mark.parametrize(
    ("today", "stays", "because"),
    [
        ("2026-03-11", None, "on the seventh working day it still stops the reply clock"),
        ("2026-03-12", day("2026-03-30"), "from the eighth on the reply is due as before (D6)"),
    ],
)
def test_a_clarification_notice_is_possible_after_the_seventh_day_and_then_moves_nothing(
    today, stays, because
):
    clocks = clocks_of(received())
    assert recording.check_can_request_clarification(clocks) is None
    assert recording.day_that_stays(clocks, day(today)) == stays, because


def test_a_clarification_in_the_period_is_taken():
    assert recording.check_can_receive_clarification(clocks_of(*WAITING), day("2026-03-26")) is None


def test_a_late_clarification_needs_a_person():
    with pytest.raises(errors.ClarificationLate):
        recording.check_can_receive_clarification(clocks_of(*WAITING), day("2026-03-27"))
    assert (
        recording.check_can_receive_clarification(clocks_of(*WAITING), day("2026-03-27"), accepted_late=True)
        is None
    )


def test_a_clarification_nobody_asked_for_is_refused():
    with pytest.raises(errors.NoClarificationRequested):
        recording.check_can_receive_clarification(clocks_of(received()), day("2026-03-20"))


@pytest.mark.parametrize(
    ("events", "too_early", "from_on"),
    [
        (WAITING, "2026-03-26", "2026-03-27"),
        (UNPAID, "2026-08-07", "2026-08-08"),
    ],
)
def test_a_lapse_is_confirmed_from_the_day_after_the_period(events, too_early, from_on):
    with pytest.raises(errors.LapseTooEarly):
        recording.check_can_confirm_lapse(clocks_of(*events), day(too_early))
    assert recording.check_can_confirm_lapse(clocks_of(*events), day(from_on)) is None


def test_a_provisional_lapse_needs_a_person():
    clocks = clocks_of(
        received("2026-12-21"),
        happened("clarification_notice_sent", "2026-12-22"),
        happened("clarification_notice_delivered", "2026-12-23"),
    )
    with pytest.raises(errors.LapseNeedsConfirmation):
        recording.check_can_confirm_lapse(clocks, day("2027-02-01"))
    assert recording.check_can_confirm_lapse(clocks, day("2027-02-01"), confirmed_by_person=True) is None


def test_nothing_lapses_while_nothing_is_awaited():
    with pytest.raises(errors.NothingToLapse):
        recording.check_can_confirm_lapse(clocks_of(received()), day("2026-06-01"))


def test_a_fee_notice_goes_out_within_the_reply_limit():
    assert recording.check_can_notify_fee(clocks_of(received()), day("2026-03-30")) is None
    with pytest.raises(errors.FeeNoticeTooLate):
        recording.check_can_notify_fee(clocks_of(received()), day("2026-03-31"))


def test_a_late_payment_needs_a_person():
    assert recording.check_can_receive_payment(clocks_of(*UNPAID), day("2026-08-07")) is None
    with pytest.raises(errors.PaymentLate):
        recording.check_can_receive_payment(clocks_of(*UNPAID), day("2026-08-10"))
    with pytest.raises(errors.NoPaymentRequested):
        recording.check_can_receive_payment(clocks_of(received()), day("2026-08-10"))
    late = happened("fee_paid", "2026-08-10", accepted_late=True)
    assert clocks_of(*UNPAID, late).reply.due_on == day("2026-09-07")


def test_an_opinion_is_filed_once():
    letter = (
        happened("consultation_sent", "2026-03-09", id="甲"),
        happened("consultation_received_by_party", "2026-03-10", id="甲"),
    )
    open_clocks = clocks_of(received(), *letter)
    answered = clocks_of(received(), *letter, happened("opinion_received", "2026-03-12", id="甲"))
    assert recording.check_can_receive_opinion(open_clocks, "甲", known=True) is None
    with pytest.raises(errors.ConsultationAnswered):
        recording.check_can_receive_opinion(answered, "甲", known=True)
    with pytest.raises(errors.UnknownConsultation):
        recording.check_can_receive_opinion(open_clocks, "乙", known=False)


def test_a_request_is_withdrawn_once_and_before_the_reply():
    assert recording.check_can_withdraw(clocks_of(received()), is_reply_issued=False) is None
    with pytest.raises(errors.AlreadyWithdrawn):
        recording.check_can_withdraw(clocks_of(*WITHDRAWN), is_reply_issued=False)
    posted = clocks_of(received(), happened("reply_posted", "2026-03-20"))
    with pytest.raises(errors.ReplyAlreadyIssued, match="已经作出"):
        recording.check_can_withdraw(posted, is_reply_issued=False)


def test_a_reply_with_its_number_ends_the_right_to_withdraw_before_it_is_posted():
    with pytest.raises(errors.ReplyAlreadyIssued):
        recording.check_can_withdraw(clocks_of(received()), is_reply_issued=True)


def test_who_answered_in_time_gave_nothing_up():
    with pytest.raises(errors.AnsweredInTime):
        recording.check_can_confirm_lapse(
            clocks_of(*WAITING), day("2026-03-30"), answered_on=day("2026-03-26"), why_not_accepted="没有理由"
        )


def test_a_late_answer_lapses_only_with_the_reason_why_it_is_not_accepted():
    clocks, today, late = clocks_of(*WAITING), day("2026-03-30"), day("2026-03-27")
    with pytest.raises(errors.LateAnswerUndecided) as refused:
        recording.check_can_confirm_lapse(clocks, today, answered_on=late)
    assert set(refused.value.fields) == {"why_not_accepted"}
    why = "未说明迟延的原因"
    assert recording.check_can_confirm_lapse(clocks, today, answered_on=late, why_not_accepted=why) is None


def test_consulting_needs_a_running_clock():
    assert recording.check_can_consult(clocks_of(received())) is None
    with pytest.raises(errors.NoRunningReplyClock):
        recording.check_can_consult(clocks_of(*WAITING))


def test_who_replies_anew_may_ask_until_the_reply_is_out_and_is_not_extended():
    ordered = happened("redo_ordered", "2026-04-14", days=15)
    assert recording.check_can_consult_anew(clocks_of()) is None
    assert recording.check_can_consult_anew(clocks_of(ordered)) is None
    with pytest.raises(errors.AlreadyWithdrawn):
        recording.check_can_consult_anew(clocks_of(ordered, happened("withdrawn", "2026-04-15")))
    with pytest.raises(errors.NoRunningReplyClock, match="已经送出"):
        recording.check_can_consult_anew(clocks_of(ordered, happened("reply_posted", "2026-04-20")))
    with pytest.raises(errors.NoRunningReplyClock, match="由决定、判决确定"):
        recording.check_can_extend(clocks_of(ordered), 5, day("2026-04-15"), LONGEST)


def test_the_reply_to_an_order_after_silence_ends_both_limits_each_by_its_own_day():
    ordered = happened("redo_ordered", "2026-04-14", days=15, id="1", edition=1)
    waiting = clocks_of(received(), ordered)
    assert recording.late_reply_note(waiting, day("2026-05-08")) is None
    assert "2026年5月8日" in recording.late_reply_note(waiting, day("2026-05-09"))
    found = clocks_of(received(), ordered, happened("reply_posted", "2026-04-20"))
    assert [str(one.state) for kind in ("reply", "redo") for one in found.of_kind(kind)] == ["missed", "met"]
    first = happened("reply_posted", "2026-03-30")
    again = clocks_of(received(), first, ordered, happened("reply_posted", "2026-05-11"))
    assert [str(one.state) for kind in ("reply", "redo") for one in again.of_kind(kind)] == ["met", "missed"]


def test_an_order_that_was_corrected_sets_no_limit():
    ordered = happened("redo_ordered", "2026-04-14", days=15, id="1", edition=1)
    later = happened("reconsideration_applied", "2026-03-16", id="1", edition=2)
    other = happened("reconsideration_applied", "2026-03-16", id="2", edition=2)
    assert clocks_of(received(), ordered, later).of_kind("redo") == []
    assert len(clocks_of(received(), ordered, other).of_kind("redo")) == 1


def test_a_letter_after_the_due_day_carries_a_remark():
    assert recording.late_reply_note(clocks_of(received()), day("2026-03-30")) is None
    note = recording.late_reply_note(clocks_of(received()), day("2026-03-31"))
    assert note == "答复期限已于2026年3月30日届满"


def test_refusals_are_sentences_with_a_status():
    rules = [
        rule
        for rule in vars(errors).values()
        if isinstance(rule, type) and issubclass(rule, errors.RuleViolation)
    ]
    assert {rule.status for rule in rules} == {403, 409, 422}
    assert len({rule.code for rule in rules}) == len(rules)
    assert all(any("一" <= character <= "鿿" for character in rule.message) for rule in rules)
