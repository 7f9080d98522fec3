"""征求意见: who is asked, how the clocks stand still, what is kept of the answers (条例第三十二条至第三十四条)."""

from datetime import date, datetime

import pytest

from app.casework.acts.errors import CannotHappenNow
from app.casework.letters.issuing import letters_of
from app.casework.models.consultations import ConsultationState as State
from app.casework.terms import clocks
from app.casework.terms.clock_view import explanations_of
from app.law.consulting import NotConsulted, SilenceTooEarly
from app.law.errors import ConsultationAnswered, InvalidInput, NoRunningReplyClock, NotAllowed
from app.steps import consultation_acts as acts
from app.steps import consultation_answers as answers
from app.steps.consultation_record import answer_words, consultation_of
from app.steps.consultation_silence import record_silences
from app.timekeeping import OFFICE_TIME
from tests.support.office import GRANTED, SEARCH, Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]

PARTY = {"party": "third_party", "name": "第三方乙公司", "kind": "organisation", "information": "合同金额"}
DUE_ON = date(2026, 3, 23)  # fifteen working days after 2 March


@pytest.fixture
def office() -> Office:
    """A case in the hands of its unit on 2 March 2026; its reply is due on 30 March."""
    office = Office()
    office.apply()
    return office.assigned()


def ask(office: Office, login: str = "handler", **changes) -> int:
    done = office.run(acts.prepare_consultation, office.person(login), case_id=office.case.id,
                      data={**PARTY, **changes})  # fmt: skip
    return done["number"]


def do(office: Office, use, number: int, login: str = "clerk", **more) -> dict:
    return office.run(use, office.person(login), case_id=office.case.id, number=number, **more)


def row(office: Office, number: int = 1):
    return consultation_of(office.case, number)


def at(office: Office, month: int, day: int) -> Office:
    office.now = datetime(2026, month, day, 9, 0, tzinfo=OFFICE_TIME)
    return office


class TestTheClock:
    def test_it_stands_still_from_the_day_after_sending_to_the_day_of_the_opinion(self, office):
        number = office.consulted("")
        at(office, 3, 12).answer_consultation(number)
        assert office.case.due_on == date(2026, 4, 10)  # eight working days later; 6 April is off
        assert clocks.clocks_of(office.case).of_kind("consultation")[0].due_on == DUE_ON

    def test_the_sheet_names_the_party_kind_and_not_the_party(self, office):
        office.consulted("")
        sheets = str([sheet.to_mapping() for _clock, sheet in explanations_of(office.case)])
        assert "征求第三方意见（第1份）" in sheets
        assert "乙公司" not in sheets

    def test_two_parties_at_once_are_deducted_once(self, office):
        first, second = office.consulted(""), office.consulted("", name="第三方丙公司")
        at(office, 3, 12).answer_consultation(first)
        office.answer_consultation(second)
        assert office.case.due_on == date(2026, 4, 10)

    def test_a_party_that_is_dropped_stops_nothing_any_more(self, office):
        office.consulted("")
        at(office, 3, 12)
        do(office, answers.drop_consultation, 1, data={"reason": "申请人不再需要这部分信息"})
        assert office.case.due_on == date(2026, 4, 10)
        assert row(office).state is State.DROPPED

    def test_a_unit_of_the_house_stops_nothing_and_gets_no_letter(self, office):
        ask(office, party="house_unit", name="禄丰市自然资源局")
        with pytest.raises(CannotHappenNow):
            do(office, acts.issue_consultation_letter, 1)
        office.later(days=3).answer_consultation(1, "agreed", login="handler")
        assert office.case.due_on == date(2026, 3, 30)

    def test_a_letter_that_is_issued_and_not_sent_stops_nothing(self, office):
        do(office, acts.issue_consultation_letter, ask(office))
        assert office.later(days=5).case.due_on == date(2026, 3, 30)


class TestSilence:
    def test_the_scheduler_notes_it_the_day_after_and_only_once(self, office):
        office.consulted("")
        assert record_silences(at(office, 3, 23).now) == 0
        assert record_silences(at(office, 3, 24).now) == 1
        assert record_silences(office.now) == 0
        assert row(office).state is State.SILENT
        assert "不推定同意或者反对" in answer_words(row(office))

    def test_a_co_author_organ_is_taken_to_consent(self, office):
        office.consulted("", party="co_author_organ", name="禄丰市农业农村局")
        record_silences(at(office, 3, 24).now)
        assert "视为同意公开" in answer_words(row(office))

    def test_the_desk_cannot_note_it_early(self, office):
        office.consulted("")
        with pytest.raises(SilenceTooEarly):
            do(at(office, 3, 23), answers.record_silence, 1)

    def test_an_opinion_after_it_is_kept_and_changes_nothing(self, office):
        office.consulted("")
        record_silences(at(office, 3, 24).now)
        before = office.case.due_on
        done = at(office, 3, 27).answer_consultation(1)
        assert done["late"] is True
        assert (office.case.due_on, row(office).state, row(office).answer) == (
            before,
            State.SILENT,
            "objected",
        )

    def test_an_answer_is_filed_once(self, office):
        office.consulted()
        with pytest.raises(ConsultationAnswered):
            office.answer_consultation(1)


class TestWhoMayAndWhatIsRefused:
    @pytest.mark.parametrize("login", ["legal", "leader", "auditor"])
    def test_others_do_not_ask(self, office, login):
        with pytest.raises(NotAllowed):
            ask(office, login)

    def test_a_handler_prepares_and_the_desk_issues(self, office):
        number = ask(office)
        with pytest.raises(NotAllowed):
            do(office, acts.issue_consultation_letter, number, "handler")

    def test_the_applicant_is_no_third_party(self, office):
        with pytest.raises(InvalidInput) as refused:
            ask(office, name="申请人甲")
        assert set(refused.value.fields) == {"name"}

    def test_nobody_is_asked_twice_at_once(self, office):
        ask(office)
        with pytest.raises(InvalidInput):
            ask(office)

    def test_nobody_is_asked_before_the_limit_runs_or_after_the_reply(self):
        office = Office()
        office.apply()
        office.registered()
        office.do("reviewer", "T_screening", screening="clarify", clarification_items="年度",
                  clarification_guidance="写明年度", clarification_period=10)  # fmt: skip
        with pytest.raises(NoRunningReplyClock):
            ask(office, "clerk")

    @pytest.mark.parametrize("day", ["2026-03-01", "2026-03-09"])
    def test_no_opinion_comes_before_the_letter_or_tomorrow(self, office, day):
        office.consulted("")
        data = {"answer": "agreed", "answered_on": day, "answer_way": "post"}
        with pytest.raises(InvalidInput) as refused:
            do(at(office, 3, 6), answers.record_answer, 1, data=data)
        assert set(refused.value.fields) == {"answered_on"}

    def test_an_objection_has_its_reason(self, office):
        office.consulted("")
        with pytest.raises(InvalidInput) as refused:
            do(office, answers.record_answer, 1,
               data={"answer": "objected", "answered_on": "2026-03-02", "answer_way": "post"})  # fmt: skip
        assert set(refused.value.fields) == {"reason"}


class TestTheLetters:
    def test_letter_and_slip_say_nothing_of_the_applicant(self, office):
        office.consulted("")
        sent = [one for one in letters_of(office.case) if one.kind.startswith("third_party")]
        assert [one.kind for one in sent] == ["third_party_consultation", "third_party_opinion_slip"]
        assert all("申请人甲" not in str(one.facts) for one in sent)
        assert sent[0].recipient_name == "第三方乙公司"

    def test_the_applicants_name_in_the_question_is_refused_in_its_place(self, office):
        with pytest.raises(InvalidInput) as refused:
            ask(office, information="申请人甲所要的合同")
        assert set(refused.value.fields) == {"information"}

    def test_an_objecting_party_is_told_before_the_disclosure(self, office):
        office.consulted()
        office.do("handler", "T_handle", **SEARCH, outcome="granted")
        office.attach()
        office.do("handler", "T_draft", **GRANTED)
        office.all_signed()
        do(office, acts.tell_of_disclosure, 1, data={
            "information": "合同金额", "reasoning": "不公开可能对公共利益造成重大影响", "disclosed_on": "2026-03-20",
        })  # fmt: skip
        letter = letters_of(office.case)[-1]
        assert letter.kind == "third_party_disclosure_notice"
        assert "行政复议" in str(letter.facts["remedy"])


class TestTheDecision:
    def test_a_refusal_for_a_third_party_needs_its_consultation(self, office):
        assert "denied_third_party" not in str(form_of(office))
        with pytest.raises(InvalidInput):
            office.do("handler", "T_handle", **SEARCH, outcome="denied_third_party")

    def test_it_is_offered_when_the_party_objected_and_says_what_is_on_record(self, office):
        office.consulted()
        office.do("handler", "T_handle", **SEARCH, outcome="denied_third_party")
        from app.processes.disclosure.letters import reply_facts
        from app.processes.disclosure.registration import request_of

        facts = reply_facts(request_of(office.case), office.now.date())
        assert (facts["consulted_on"], facts["consultation_result"]) == ("2026-03-02", "disagreed")

    def test_not_while_one_party_still_has_time(self, office):
        office.consulted()
        office.consulted("", name="第三方丙公司")
        with pytest.raises((InvalidInput, NotConsulted)):
            office.do("handler", "T_handle", **SEARCH, outcome="denied_third_party")


def form_of(office: Office) -> dict:
    from app.casework.contract.schemas import json_schema
    from app.processes.disclosure.forms.handling import handling

    return json_schema(handling.schema(office.item("T_handle")))
