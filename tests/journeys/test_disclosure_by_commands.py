"""The journeys of a disclosure request, walked by commands: every path of the diagram that this process has."""

from datetime import date, datetime

import pytest

from app.casework.acts import audit
from app.casework.acts.errors import CannotHappenNow, CaseIsClosed
from app.casework.letters.issuing import letters_of
from app.casework.messages.dispatch import dispatch_due
from app.casework.models.cases import CaseState, ClockState
from app.casework.terms import clocks
from app.casework.terms.sweep import fire_due_timers
from app.law.errors import AlreadyExtended, ExtensionTooLate, InvalidInput, NotAllowed
from app.processes.disclosure import use_cases
from app.steps import withdrawal
from app.timekeeping import OFFICE_TIME
from tests.journeys.letters_seen import titles
from tests.support.office import SEARCH, Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app", "drafting_organ")]


class TestGranted:
    def test_an_online_request_is_answered_on_the_portal_and_archived(self):
        office = Office()
        office.apply()
        office.issued()
        office.do("clerk", "T_archive", retention_years=10)

        assert office.case.state == CaseState.ARCHIVED
        assert office.open_items() == []
        assert titles(office) == ["政府信息公开申请登记回执", "政府信息公开告知书"]
        dispatch_due(office.now)
        assert all(letter.document is not None for letter in letters_of(office.case))
        assert clocks.clocks_of(office.case).of_kind("reply")[-1].state == "met"
        assert audit.verify() is None

    def test_a_low_class_outcome_needs_neither_legal_review_nor_the_leader(self):
        office = Office()
        office.apply()
        office.drafted()
        office.do("unithead", "T_sign_unit_head", decision="approve")
        assert office.open_nodes() == {"T_sign_office_head"}


class TestClarification:
    def ask(self, **changes) -> Office:
        office = Office()
        office.apply(**changes)
        office.registered()
        office.do(
            "reviewer", "T_screening", screening="clarify", clarification_items="请写明所属年度\n请写明补贴项目",
            clarification_guidance="可以写明文号", clarification_period=10,
        )  # fmt: skip
        return office

    def test_the_answer_on_the_portal_restarts_the_clock(self):
        office = self.ask()
        assert office.case.clock_state == ClockState.WAITING
        assert office.case.due_on == date(2026, 3, 16)

        office.later(days=4)
        office.run(use_cases.answer_clarification, office_applicant(), case_id=office.case.id,
                   data={"answer": "2024年度耕地地力保护补贴"}, uploads=[])  # fmt: skip

        assert office.open_nodes() == {"T_screening"}
        assert office.case.due_on == date(2026, 4, 3)
        assert office.case.clock_state == ClockState.RUNNING

    def test_only_one_notice_is_allowed(self):
        office = self.ask()
        office.run(use_cases.answer_clarification, office_applicant(), case_id=office.case.id,
                   data={"answer": "补贴"}, uploads=[])  # fmt: skip
        with pytest.raises(InvalidInput):
            office.do(
                "reviewer",
                "T_screening",
                screening="clarify",
                clarification_items="再补",
                clarification_guidance="x",
            )

    def test_silence_becomes_a_task_for_the_clerk_and_lapses_after_confirmation(self):
        office = self.ask()
        office.now = datetime(2026, 3, 17, 9, 0, tzinfo=OFFICE_TIME)
        assert fire_due_timers(office.now) == 1
        assert office.open_nodes() == {"T_confirm_lapse"}

        office.do("clerk", "T_confirm_lapse", lapse="lapsed", opinion="查过网上、邮件和收发室，均未收到")
        assert office.case.outcome == "clarification_lapsed"
        assert office.open_nodes() == {"T_draft"}

    def test_nothing_fires_on_the_last_day_of_the_period(self):
        office = self.ask()
        assert fire_due_timers(datetime(2026, 3, 16, 23, 0, tzinfo=OFFICE_TIME)) == 0
        assert office.open_nodes() == {"T_clarification"}

    def test_a_late_answer_is_kept_and_a_person_may_accept_it(self):
        office = self.ask()
        office.now = datetime(2026, 3, 18, 9, 0, tzinfo=OFFICE_TIME)
        fire_due_timers(office.now)
        result = office.run(use_cases.answer_clarification, office_applicant(), case_id=office.case.id,
                            data={"answer": "2024年度补贴"}, uploads=[])  # fmt: skip
        assert result == {"late": True}

        office.do("clerk", "T_confirm_lapse", lapse="received", opinion="申请人住院，理由正当")
        assert office.open_nodes() == {"T_screening"}
        assert office.case.due_on == date(2026, 4, 16)

    def test_on_paper_the_period_runs_from_delivery(self):
        office = Office()
        office.register()
        office.registered()
        office.do(
            "reviewer",
            "T_screening",
            screening="clarify",
            clarification_items="年度",
            clarification_guidance="写明年度",
        )
        assert office.open_nodes() == {"T_deliver_notice"}
        assert (office.case.clock_state, office.case.due_on) == (ClockState.RUNNING, date(2026, 3, 11))
        office.later(days=2)
        office.do("clerk", "T_deliver_notice", method="post", sent_on="2026-03-02", tracking_number="1000000000000",
                  delivered_on="2026-03-04")  # fmt: skip
        assert office.open_nodes() == {"T_clarification"}
        assert office.case.due_on == date(2026, 3, 18)


class TestExtension:
    def asked(self) -> Office:
        office = Office()
        office.apply()
        office.assigned()
        office.run(use_cases.request_extension, office.person("handler"), case_id=office.case.id,
                   data={"working_days": 20, "reason": "涉及多个年度，查找核对的材料较多"})  # fmt: skip
        return office

    def test_an_approved_extension_is_told_before_the_due_day(self):
        office = self.asked()
        assert office.open_nodes() == {"T_handle", "T_approve_extension"}
        office.later(days=25)
        office.do("officehead", "T_approve_extension", extension_decision="approve")

        letter = letters_of(office.case)[-1]
        assert letter.kind == "extension_notice"
        assert letter.issued_on <= date(2026, 3, 30)
        assert office.case.due_on == date(2026, 4, 28)
        assert "延期" in office.case.flags

    def test_a_second_extension_is_refused(self):
        office = self.asked()
        office.do("officehead", "T_approve_extension", extension_decision="approve")
        with pytest.raises(AlreadyExtended):
            office.run(use_cases.request_extension, office.person("handler"), case_id=office.case.id,
                       data={"working_days": 5, "reason": "还不够"})  # fmt: skip

    def test_after_the_due_day_the_approval_is_refused_and_nothing_changes(self):
        office = self.asked()
        office.now = datetime(2026, 3, 31, 9, 0, tzinfo=OFFICE_TIME)
        with pytest.raises(ExtensionTooLate):
            office.do("officehead", "T_approve_extension", extension_decision="approve")
        assert office.open_nodes() == {"T_handle", "T_approve_extension"}
        assert office.case.due_on == date(2026, 3, 30)

    def test_a_refused_extension_may_be_asked_for_again(self):
        office = self.asked()
        office.do("officehead", "T_approve_extension", extension_decision="refuse", opinion="请抓紧办理")
        office.run(use_cases.request_extension, office.person("handler"), case_id=office.case.id,
                   data={"working_days": 10, "reason": "仍需核对"})  # fmt: skip
        assert "T_approve_extension" in office.open_nodes()

    def test_two_requests_at_once_are_refused(self):
        office = self.asked()
        with pytest.raises(CannotHappenNow):
            office.run(use_cases.request_extension, office.person("handler"), case_id=office.case.id,
                       data={"working_days": 10, "reason": "再申请"})  # fmt: skip


class TestWithdrawal:
    def test_in_the_middle_of_sign_off_everything_ends(self):
        office = Office()
        office.apply()
        office.drafted()
        office.run(
            withdrawal.withdraw_request, office_applicant(), case_id=office.case.id, reason="已从其他途径取得"
        )

        assert office.open_items() == []
        assert office.case.state == CaseState.WITHDRAWN
        assert office.case.clock_state == ClockState.STOPPED
        assert titles(office)[-1] == "政府信息公开申请撤回确认书"

    def test_a_withdrawn_request_cannot_be_withdrawn_again(self):
        office = Office()
        office.apply()
        office.run(withdrawal.withdraw_request, office_applicant(), case_id=office.case.id, reason="")
        with pytest.raises(CaseIsClosed):
            office.run(withdrawal.withdraw_request, office_applicant(), case_id=office.case.id, reason="")


class TestRights:
    def test_a_clerk_of_another_organ_can_do_nothing(self):
        office = Office()
        office.apply()
        with pytest.raises(NotAllowed):
            office.do("foreign", "T_register", title="x")

    def test_the_handling_unit_is_not_asked_before_assignment(self):
        office = Office()
        office.apply()
        office.accepted()
        with pytest.raises(NotAllowed):
            office.do("handler", "T_assign", unit="LF-ZRZY")

    def test_an_overdue_reply_needs_its_reason(self):
        office = Office()
        office.apply()
        office.signed()
        office.now = datetime(2026, 4, 2, 9, 0, tzinfo=OFFICE_TIME)
        with pytest.raises(InvalidInput) as refused:
            office.do("reviewer", "T_issue", checked=True)
        assert "late_reason" in refused.value.fields


def office_applicant():
    from app.processes.disclosure.applicant import APPLICANT

    return APPLICANT


def test_search_without_secrecy_review_is_refused():
    office = Office()
    office.apply()
    office.assigned()
    with pytest.raises(InvalidInput) as refused:
        office.do("handler", "T_handle", **{**SEARCH, "secrecy_reviewed": False}, outcome="granted")
    assert "secrecy_reviewed" in refused.value.fields
