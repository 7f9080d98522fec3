"""结案 for want of an answer: what the record holds is told, and nothing that was sent is denied."""

from datetime import date, datetime

import pytest
from flask_migrate import downgrade, upgrade

from app.casework.letters.issuing import letters_of
from app.casework.models import AuditEntry
from app.casework.papers.documents import documents_of
from app.casework.terms import clocks
from app.casework.terms.sweep import fire_due_timers
from app.database import db
from app.law.errors import (
    AnsweredInTime,
    InvalidInput,
    LateAnswerUndecided,
)
from app.processes.disclosure.models import Clarification
from app.processes.disclosure.queries import clarification_of
from app.steps import papers
from app.timekeeping import OFFICE_TIME
from tests.journeys.asked_to_clarify import (
    DUE_ON,
    answers,
    asked,
    lapsing,
    paper,
    sign_the_lapse,
)
from tests.journeys.letters_seen import words_of
from tests.support.county import drafts_itself
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]


class TestALapse:
    WHY = "申请人未说明迟延的原因，也未提交证明材料"

    def confirm(self, office: Office, **data) -> None:
        office.do("clerk", "T_confirm_lapse", lapse="lapsed", opinion="查过各收件渠道", **data)

    @pytest.fixture(autouse=True)
    def _drafters(self, county):
        drafts_itself()

    def notice_text(self, office: Office) -> str:
        sign_the_lapse(office)
        office.do("reviewer", "T_issue", checked=True)
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
        (filed,) = [one.id for one in documents_of(office.case) if one.filename == "补正.pdf"]
        assert line.detail == {"documents": [filed], "corrections": []}

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
        upgrade(revision="heads")
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
