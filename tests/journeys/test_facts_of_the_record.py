"""What nobody may write into the record: an impossible day, a second truth about what the applicant did."""

from datetime import date, datetime

import pytest
from flask_migrate import downgrade, upgrade

from app.casework.acts.errors import CaseIsClosed
from app.casework.letters.issuing import letters_of
from app.casework.models import AuditEntry
from app.casework.models.cases import CaseState
from app.casework.papers.documents import documents_of
from app.casework.papers.uploads import check_upload
from app.casework.terms import clocks
from app.casework.terms.clock_view import explanations_of
from app.casework.terms.sweep import fire_due_timers
from app.database import db
from app.law.errors import (
    AnsweredInTime,
    DayIsRecorded,
    DayOutOfRange,
    InvalidInput,
    LateAnswerUndecided,
    NotAllowed,
    ReplyAlreadyIssued,
)
from app.processes.disclosure import use_cases
from app.processes.disclosure.applicant import APPLICANT
from app.processes.disclosure.models import Clarification
from app.processes.disclosure.queries import clarification_of
from app.processes.disclosure.registration import request_of
from app.steps import papers, withdrawal
from app.timekeeping import OFFICE_TIME
from tests.casework.upload_samples import pdf
from tests.journeys.letters_seen import words_of
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]

ANSWER = {"answer": "2024年度耕地地力保护补贴"}
DUE_ON = date(2026, 3, 16)
AFTER = datetime(2026, 3, 17, 9, 0, tzinfo=OFFICE_TIME)


def asked(office: Office | None = None) -> Office:
    """An online request whose applicant was asked on 2 March to clarify, until 16 March."""
    office = office or Office()
    office.apply()
    office.registered()
    office.do("reviewer", "T_screening", screening="clarify", clarification_items="年度",
              clarification_guidance="写明年度", clarification_period=10)  # fmt: skip
    return office


def answers(office: Office, **data) -> dict:
    return office.run(
        use_cases.answer_clarification, APPLICANT, case_id=office.case.id, data={**ANSWER, **data}, uploads=[]
    )


def lapsing() -> Office:
    """The period is over, the clerk is to look."""
    office = asked()
    office.now = AFTER
    fire_due_timers(office.now)
    return office


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
                        tracking_number="1099000000001")  # fmt: skip
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


class TestALapse:
    WHY = "申请人未说明迟延的原因，也未提交证明材料"

    def confirm(self, office: Office, **data) -> None:
        office.do("clerk", "T_confirm_lapse", lapse="lapsed", opinion="查过各收件渠道", **data)

    def notice_text(self, office: Office) -> str:
        letter = letters_of(office.case)[-1]
        assert letter.kind == "notice_clarification_lapsed"
        return words_of(letter)

    def test_silence_is_told_as_silence(self):
        office = lapsing()
        self.confirm(office)
        assert "本机关未收到您的补正材料" in self.notice_text(office)

    def test_a_late_answer_on_record_is_not_denied_by_one_click(self):
        office = lapsing()
        answers(office, answer="住院期间未能补正，附住院证明")
        with pytest.raises(LateAnswerUndecided):
            self.confirm(office)
        assert office.open_nodes() == {"T_confirm_lapse"}
        assert [letter.kind for letter in letters_of(office.case)][-1] == "clarification_notice"

    def test_a_late_answer_that_is_not_accepted_is_told_with_its_day_and_the_reason(self):
        office = lapsing()
        answers(office)
        office.later(days=1)
        self.confirm(office, why_not_accepted=self.WHY)
        printed = self.notice_text(office)
        assert "本机关于2026年3月17日收到您的补正，已超过补正期限" in printed
        assert self.WHY in printed
        assert "未收到" not in printed
        assert clarification_of(office.case).why_not_accepted == self.WHY

    def test_a_late_paper_that_the_clerk_states_is_told_as_well(self):
        office = lapsing().later(days=1)
        with pytest.raises(LateAnswerUndecided):
            self.confirm(office, answer="2024年度", answered_on="2026-03-18")
        self.confirm(office, answer="2024年度", answered_on="2026-03-18", why_not_accepted=self.WHY)
        assert "本机关于2026年3月18日收到您的补正" in self.notice_text(office)

    def test_a_paper_in_time_is_never_a_lapse(self):
        office = lapsing()
        with pytest.raises(AnsweredInTime):
            self.confirm(office, answer="2024年度", answered_on=DUE_ON.isoformat(), why_not_accepted=self.WHY)
        office.do("clerk", "T_confirm_lapse", lapse="received", answer="2024年度",
                  answered_on=DUE_ON.isoformat(), opinion="收发室漏登")  # fmt: skip
        assert not clarification_of(office.case).is_late_answer_accepted
        assert clocks.clocks_of(office.case).running("reply").started_on == DUE_ON

    def test_papers_that_were_filed_after_the_notice_are_an_answer(self):
        office = lapsing()
        office.run(papers.add_papers, office.person("clerk"), case_id=office.case.id, uploads=[paper()],
                   purpose="clarification")  # fmt: skip
        with pytest.raises(LateAnswerUndecided):
            self.confirm(office)

    def test_papers_that_were_filed_for_another_purpose_stop_the_lapse_until_the_desk_has_judged_them(self):
        office = lapsing()
        office.run(papers.add_papers, office.person("clerk"), case_id=office.case.id, uploads=[paper()],
                   purpose="material")  # fmt: skip
        with pytest.raises(InvalidInput) as refused:
            self.confirm(office)
        assert "补正.pdf" in refused.value.fields["papers_judged"]
        assert office.open_nodes() == {"T_confirm_lapse"}
        self.confirm(office, papers_judged=True)
        assert "本机关未收到您的补正材料" in self.notice_text(office)
        line = db.session.query(AuditEntry).filter_by(tag="clarification.papers_judged").one()
        assert line.detail == {"documents": [documents_of(office.case)[0].id]}

    def test_a_paper_of_another_purpose_that_is_the_answer_is_stated_as_one(self):
        office = lapsing()
        office.run(papers.add_papers, office.person("clerk"), case_id=office.case.id, uploads=[paper()],
                   purpose="material")  # fmt: skip
        office.do("clerk", "T_confirm_lapse", lapse="received", answer="2024年度", answered_on=DUE_ON.isoformat(),
                  opinion="收发室收到后误归材料")  # fmt: skip
        assert clarification_of(office.case).answered_on == DUE_ON

    def test_an_answer_in_the_night_before_the_sweep_is_kept_and_not_turned_away(self):
        office = asked()
        office.now = datetime(2026, 3, 17, 0, 5, tzinfo=OFFICE_TIME)
        assert answers(office) == {"late": True}
        fire_due_timers(office.now)
        with pytest.raises(LateAnswerUndecided):
            self.confirm(office)

    def test_a_second_late_answer_adds_to_the_first_and_keeps_its_day(self):
        office = lapsing()
        answers(office, answer="先说明：住院")
        office.later(days=2)
        answers(office, answer="再补：2024年度")
        kept = clarification_of(office.case)
        assert kept.late_answer_on == date(2026, 3, 17)
        assert "先说明：住院" in kept.late_answer
        assert "再补：2024年度" in kept.late_answer

    def test_every_late_answer_is_told_with_its_day(self):
        office = lapsing()
        answers(office, answer="先说明：住院")
        office.later(days=2)
        answers(office, answer="再补：2024年度")
        office.later(days=1)
        office.run(papers.add_papers, office.person("clerk"), case_id=office.case.id, uploads=[paper()],
                   purpose="clarification")  # fmt: skip
        self.confirm(office, why_not_accepted=self.WHY)
        printed = self.notice_text(office)
        assert "本机关于2026年3月17日收到您的补正" in printed
        assert "其后又于2026年3月19日、2026年3月20日收到您补充的内容，均已超过补正期限" in printed
        kept = clarification_of(office.case).late_answer
        assert all(words in kept for words in ("先说明：住院", "再补：2024年度", "见材料“补正.pdf”"))

    def test_a_paper_that_the_clerk_states_takes_nothing_away_from_what_is_on_record(self):
        office = lapsing().later(days=1)
        answers(office, answer="先说明：住院")
        self.confirm(office, answer="信件：2024年度", answered_on="2026-03-17", why_not_accepted=self.WHY)
        kept = clarification_of(office.case)
        assert kept.late_answer_on == date(2026, 3, 17)
        assert "信件：2024年度" in kept.late_answer
        assert "先说明：住院" in kept.late_answer
        assert "其后又于2026年3月18日收到" in self.notice_text(office)

    def test_days_that_the_version_before_wrote_into_the_text_are_known_after_the_release(self):
        office = lapsing()
        answers(office, answer="先说明：住院")
        office.later(days=2)
        answers(office, answer="再补：2024年度")
        downgrade(revision="0038")
        upgrade()
        db.session.expire_all()
        assert clarification_of(office.case).late_answer_days == ["2026-03-17", "2026-03-19"]

    def test_a_reason_against_an_answer_that_nobody_has_is_refused(self):
        office = lapsing()
        with pytest.raises(InvalidInput) as refused:
            self.confirm(office, why_not_accepted=self.WHY)
        assert "answer" in refused.value.fields

    def test_an_accepted_late_answer_restarts_the_clock_from_its_own_day(self):
        office = lapsing()
        answers(office)
        office.later(days=3)
        office.do("clerk", "T_confirm_lapse", lapse="received", opinion="住院，理由正当")
        assert db.session.get_one(Clarification, office.case.id).is_late_answer_accepted
        assert clocks.clocks_of(office.case).running("reply").started_on == date(2026, 3, 17)


def paper():
    return check_upload("补正.pdf", pdf(), limit=1_000_000)


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
