"""What nobody may write into the record: an impossible day, a second truth about what the applicant did."""

from datetime import date, datetime

import pytest

from app.casework.acts.errors import CaseIsClosed
from app.casework.letters.issuing import letters_of
from app.casework.models.cases import CaseState
from app.casework.terms import clocks
from app.casework.terms.clock_view import explanations_of
from app.law.errors import (
    DayIsRecorded,
    DayOutOfRange,
    InvalidInput,
    NotAllowed,
    ReplyAlreadyIssued,
)
from app.processes.disclosure.applicant import APPLICANT
from app.processes.disclosure.queries import clarification_of
from app.processes.disclosure.registration import request_of
from app.steps import withdrawal
from app.timekeeping import OFFICE_TIME
from tests.journeys.asked_to_clarify import ANSWER, answers, asked, lapsing
from tests.journeys.letters_seen import words_of
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]


class TestTheDayOfAnAnswer:
    @pytest.mark.parametrize("day", ["2019-05-15", "2026-03-02", "2026-03-06", "2027-03-06"])
    def test_an_applicant_cannot_state_it(self, day):
        office = asked().later(days=4)
        with pytest.raises(DayIsRecorded):
            answers(office, answered_on=day)
        assert office.open_nodes() == {"T_clarification"}
        assert clarification_of(office.case).answered_on is None

    def test_an_applicant_cannot_state_it_for_a_late_answer_either(self):
        office = lapsing()
        with pytest.raises(DayIsRecorded):
            answers(office, answered_on="2026-03-10")
        assert clarification_of(office.case).late_answer_on is None

    def test_the_clock_and_its_sheet_start_on_the_day_of_sending(self):
        office = asked().later(days=4)
        answers(office)
        assert clarification_of(office.case).answered_on == date(2026, 3, 6)
        assert (office.case.due_on, clocks.clocks_of(office.case).running("reply").started_on) == (
            date(2026, 4, 3), date(2026, 3, 6),
        )  # fmt: skip
        sheets = [sheet for clock, sheet in explanations_of(office.case) if clock.kind == "reply"]
        assert "2026-03-06" in str(sheets[-1].to_mapping())

    @pytest.mark.parametrize("day", ["2026-03-01", "2023-06-30", "2026-03-07"])
    def test_the_desk_states_no_day_before_the_notice_or_after_today(self, day):
        office = asked().later(days=4)
        with pytest.raises(DayOutOfRange) as refused:
            office.do("clerk", "T_clarification", **ANSWER, answered_on=day)
        assert set(refused.value.fields) == {"answered_on"}

    def test_the_desk_states_the_day_on_which_a_paper_was_received(self):
        office = asked().later(days=4)
        office.do("clerk", "T_clarification", **ANSWER, answered_on="2026-03-04")
        assert office.case.due_on == date(2026, 4, 1)

    @pytest.mark.parametrize("day", ["2026-03-01", "2026-03-18"])
    def test_the_same_bounds_hold_when_a_lapse_is_looked_at(self, day):
        office = lapsing()
        with pytest.raises(DayOutOfRange):
            office.do("clerk", "T_confirm_lapse", lapse="received", **ANSWER, answered_on=day, opinion="收到")

    def test_a_recorded_answer_cannot_be_given_a_later_day(self):
        office = lapsing()
        answers(office)
        office.later(days=3)
        with pytest.raises(DayOutOfRange) as refused:
            office.do(
                "clerk", "T_confirm_lapse", lapse="received", answered_on="2026-03-19", opinion="理由正当"
            )
        assert "已于2026-03-17收到" in refused.value.fields["answered_on"]


class TestTheDayOfADelivery:
    def replied_on_paper(self) -> Office:
        office = Office()
        office.register()
        office.later(days=4)
        office.issued()
        return office

    @pytest.mark.parametrize("day", ["2026-03-02", "2026-03-07"])
    def test_a_reply_is_not_posted_before_it_exists_nor_tomorrow(self, day):
        office = self.replied_on_paper()
        with pytest.raises(InvalidInput) as refused:
            office.do("clerk", "T_deliver", delivery="delivered", method="post", sent_on=day,
                      tracking_number="1000000000001")  # fmt: skip
        assert "sent_on" in refused.value.fields
        assert office.open_nodes() == {"T_deliver"}

    def test_a_second_sending_does_not_come_before_the_first(self):
        office = self.replied_on_paper().later(days=3)
        office.do("clerk", "T_deliver", delivery="failed", method="post", sent_on="2026-03-09",
                  tracking_number="1000000000001", note="查无此人")  # fmt: skip
        with pytest.raises(InvalidInput) as refused:
            office.do(
                "clerk", "T_deliver", delivery="delivered", method="in_person", delivered_on="2026-03-06"
            )
        assert "delivered_on" in refused.value.fields

    def test_proof_for_the_archive_is_not_older_than_the_posting(self):
        office = self.replied_on_paper().later(days=3)
        office.do("clerk", "T_deliver", delivery="delivered", method="post", sent_on="2026-03-09",
                  tracking_number="1000000000001")  # fmt: skip
        for day in ("2026-03-08", "2026-03-10"):
            with pytest.raises(DayOutOfRange):
                office.do("clerk", "T_archive", retention_years=10, delivered_on=day)


STEPS = ("registered", "accepted", "assigned", "handled", "drafted", "signed")


class TestWithdrawal:
    def withdraw_by(self, office: Office, who: str) -> dict:
        use = withdrawal.withdraw_request if who == "applicant" else withdrawal.record_withdrawal
        actor = APPLICANT if who == "applicant" else office.person("clerk")
        return office.run(use, actor, case_id=office.case.id, reason="不再需要")

    @pytest.mark.parametrize("who", ["applicant", "clerk"])
    @pytest.mark.parametrize("step", STEPS)
    def test_it_ends_the_request_at_every_step_before_the_number(self, step, who):
        office = Office()
        office.register()
        getattr(office, step)()
        self.withdraw_by(office, who)
        assert (office.case.state, office.open_items()) == (CaseState.WITHDRAWN, [])

    @pytest.mark.parametrize("who", ["applicant", "clerk"])
    def test_it_is_refused_once_the_reply_has_its_number(self, who):
        office = Office()
        office.register()
        office.issued()
        with pytest.raises(ReplyAlreadyIssued):
            self.withdraw_by(office, who)
        assert office.open_nodes() == {"T_deliver"}
        assert [letter.kind for letter in letters_of(office.case)] == [
            "registration_receipt",
            "reply_granted",
        ]
        assert request_of(office.case).withdrawn_by == ""

    @pytest.mark.parametrize("who", ["applicant", "clerk"])
    def test_it_is_refused_while_the_case_waits_for_its_archive(self, who):
        office = Office()
        office.apply()
        office.issued()
        with pytest.raises((ReplyAlreadyIssued, CaseIsClosed)):
            self.withdraw_by(office, who)
        assert office.open_nodes() == {"T_archive"}


class TestTheReceipt:
    def receipt(self, office: Office):
        letter = letters_of(office.case)[0]
        assert letter.kind == "registration_receipt"
        return letter.facts, words_of(letter)

    def test_same_day_is_said_only_of_the_same_day(self):
        office = Office()
        office.apply()
        office.registered()
        facts, printed = self.receipt(office)
        assert facts["registered_on"] == facts["received_on"] == "2026-03-02"
        assert "已于收到当日登记" in printed

    def test_mail_that_lay_for_weeks_says_when_it_was_registered(self):
        office = Office(now=datetime(2026, 4, 27, 9, 0, tzinfo=OFFICE_TIME))
        office.register(channel="registered_mail", arrived_on="2026-02-20", signed_on="2026-02-20",
                        tracking_number="1099000000001", receipt_checked=True)  # fmt: skip
        office.registered()
        facts, printed = self.receipt(office)
        assert (facts["received_on"], facts["registered_on"]) == ("2026-02-20", "2026-04-27")
        assert "本机关于2026年4月27日登记" in printed
        assert "当日登记" not in printed

    def test_an_online_request_that_waited_a_day_says_so(self):
        office = Office()
        office.apply()
        office.later(days=1).registered()
        _facts, printed = self.receipt(office)
        assert "本机关于2026年3月3日登记" in printed
        assert request_of(office.case).registered_on == date(2026, 3, 3)

    def test_a_paper_counts_as_registered_when_the_desk_entered_it(self):
        office = Office()
        office.register()
        office.later(days=2).registered()
        assert request_of(office.case).registered_on == date(2026, 3, 2)


def test_what_had_to_be_confirmed_first_is_not_registered_before_it_was_received():
    office = Office()
    office.register(channel="fax", arrived_on="2026-03-02")
    office.later(days=4).do(
        "clerk", "T_register", title="补贴明细", confirmed_on="2026-03-06", confirmation_note="电话确认"
    )
    request = request_of(office.case)
    assert (office.case.received_on, request.registered_on) == (date(2026, 3, 6), date(2026, 3, 6))


def test_only_the_applicant_withdraws_as_the_applicant():
    office = Office()
    office.apply()
    with pytest.raises(NotAllowed):
        office.run(withdrawal.withdraw_request, office.person("handler"), case_id=office.case.id, reason="")
