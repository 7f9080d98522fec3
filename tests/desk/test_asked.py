"""来函征求意见: an organ of the tree that is asked answers at its own desk, and sees nothing but the letter."""

from datetime import date

import pytest

from app.casework.models.consultations import ConsultationState as State
from app.law.errors import InvalidInput, NotAllowed
from app.steps import consultation_acts
from app.steps.consultation_answers import record_silence
from app.steps.consultation_desk import answer_at_desk
from app.steps.consultation_record import consultation_of
from tests.desk.browsing import hidden
from tests.support.office import paper

pytestmark = pytest.mark.database
ORGAN = {"party": "co_author_organ", "name": "元谋县人民政府"}
YES = {"answer": "agreed", "reason": "", "is_meant": "true"}


@pytest.fixture
def assigned(office):
    office.apply()
    return office.assigned()


def row(office):
    return consultation_of(office.case, 1)


def page_of(office) -> str:
    return f"/desk/asked/{row(office).id}"


class TestAtItsDesk:
    def test_it_finds_the_letter_and_answers_with_its_paper(self, assigned, browser):
        assigned.consulted("", **ORGAN)
        clerk = browser("foreign")
        page = clerk.get("/desk/asked").text
        assert "项目合同的名称和金额" in page
        assert "禄丰市人民政府" in page
        assert "2026年3月23日" in page
        form = clerk.get(page_of(assigned)).text
        assert "拟予公开" in form
        assert "申请人甲" not in form + page
        typed = {
            **YES,
            "answer": "partly",
            "reason": "附件二涉及未定事项",
            "form_key": hidden(form, "form_key"),
        }
        told = clerk.send(page_of(assigned), typed, ("复函.pdf", paper("复函")))
        assert told.status_code == 302
        kept = row(assigned)
        assert (kept.answer, kept.reason, kept.answer_way) == ("partly", "附件二涉及未定事项", "house")
        assert (kept.state, kept.is_late) == (State.ANSWERED, False)
        assert "复函.pdf" in browser("clerk").case().text
        assert "没有等待回复的来函" in clerk.get("/desk/asked").text

    def test_being_asked_opens_no_case(self, assigned, browser):
        assigned.consulted("", **ORGAN)
        assert browser("foreign").case().status_code == 404

    def test_what_is_wrong_comes_back_with_what_was_typed(self, assigned, browser):
        assigned.consulted("", **ORGAN)
        clerk = browser("foreign")
        told = clerk.post(page_of(assigned), {"answer": "objected", "is_meant": "true", "form_key": "a"})
        assert told.status_code == 422
        assert "请写明理由" in told.text
        assert row(assigned).answer == ""

    @pytest.mark.parametrize("login", ["handler", "clerk", "reviewer"])
    def test_nobody_answers_for_another_organ(self, assigned, browser, login):
        assigned.consulted("", **ORGAN)
        assert browser(login).get(page_of(assigned)).status_code in (403, 404)
        told = browser(login).post(page_of(assigned), {**YES, "form_key": "a"})
        assert told.status_code in (403, 404)
        assert row(assigned).answer == ""

    def test_the_act_itself_asks_who_answers(self, assigned):
        assigned.consulted("", **ORGAN)
        with pytest.raises(NotAllowed, match="回复征求意见"):
            assigned.run(answer_at_desk, assigned.person("clerk"), case_id=assigned.case.id, number=1, data=YES,
                         uploads=[])  # fmt: skip

    def test_a_letter_that_is_not_out_asks_nobody(self, assigned, browser):
        data = {**ORGAN, "information": "附件", "proposal": "拟予公开"}
        assigned.run(consultation_acts.prepare_consultation, assigned.person("handler"), case_id=assigned.case.id,
                     data=data)  # fmt: skip
        assert browser("foreign").get(page_of(assigned)).status_code == 404

    def test_an_organ_outside_the_tree_and_a_third_party_have_no_desk(self, assigned):
        assigned.consulted("", **{**ORGAN, "name": "国家税务总局某局"})
        assert row(assigned).unit_id is None

    def test_an_organ_does_not_ask_itself(self, assigned):
        with pytest.raises(InvalidInput) as refused:
            assigned.consulted("", **{**ORGAN, "name": "禄丰市人民政府"})
        assert "本机关自己" in refused.value.fields["name"]


class TestTheClock:
    def answer(self, office) -> None:
        data = {**YES, "is_meant": True}
        office.run(
            answer_at_desk, office.person("foreign"), case_id=office.case.id, number=1, data=data, uploads=[]
        )

    def test_it_runs_again_from_the_day_of_the_answer(self, assigned):
        assigned.consulted("", **ORGAN)
        assigned.later(days=10)
        self.answer(assigned)
        assert assigned.case.due_on == date(2026, 4, 10)  # eight working days later; 6 April is off

    def test_silence_of_a_co_author_is_consent_and_a_late_answer_is_kept(self, assigned):
        assigned.consulted("", **ORGAN)
        assigned.later(days=22)
        assigned.run(record_silence, assigned.person("clerk"), case_id=assigned.case.id, number=1)
        due = assigned.case.due_on
        self.answer(assigned)
        assert (row(assigned).state, row(assigned).is_late) == (State.SILENT, True)
        assert assigned.case.due_on == due
