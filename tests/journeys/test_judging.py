"""逐步判断: one question after the other, a proposal, a decision for a reason against it, seen by whoever signs."""

import pytest

from app.api.shapes import moment
from app.casework.acts.errors import NotFound
from app.casework.models import AuditEntry
from app.casework.work import work_items
from app.database import db
from app.law.errors import InvalidInput, NotAllowed
from app.law.searching import SearchFoundIt
from app.processes.disclosure import judging_acts, search_acts
from app.processes.disclosure.api.shapes import more_of
from app.processes.disclosure.judging import judgement_of, judgements_of
from app.processes.disclosure.judging_acts import JudgedElsewhere
from app.processes.disclosure.overview import facts_of
from app.processes.disclosure.registration import request_of
from tests.journeys.test_sign_off import sample_of_reply
from tests.support.office import GRANTED, SEARCH, Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
TO_PROCESS = {"clear": "clear", "nature": "information", "holder": "us", "existence": "held", "openness": "process",
              "giving": "whole"}  # fmt: skip
WHY = "各发言互相承接，删去意见后没有可以单独提供的内容"


@pytest.fixture
def office() -> Office:
    found = Office()
    found.apply()
    return found.assigned()


def answer(office: Office, question: str, value: str, login: str = "handler", number: int = 1) -> str:
    return office.run(judging_acts.answer_question, office.person(login), case_id=office.case.id, number=number,
                      data={"question": question, "answer": value})["proposed"]  # fmt: skip


def conclude(office: Office, login: str = "handler", number: int = 1, **data: str) -> dict:
    return office.run(judging_acts.conclude_judgement, office.person(login), case_id=office.case.id, number=number,
                      data=data)  # fmt: skip


def test_the_last_answer_proposes_and_an_earlier_one_changed_asks_the_rest_anew(office):
    said = [answer(office, key, value) for key, value in TO_PROCESS.items()]
    assert said == ["", "", "", "", "", "denied_process"]
    assert answer(office, "existence", "needs_making") == "needs_making"
    one = judgement_of(office.case, 1)
    assert one.answers == {
        "clear": "clear",
        "nature": "information",
        "holder": "us",
        "existence": "needs_making",
    }
    assert one.outcome == ""


def test_no_question_is_passed_over_and_no_answer_invented(office):
    for question, value in (
        ("openness", "open"),
        ("clear", "perhaps"),
        ("clear", "still_unclear"),
        ("weather", "x"),
    ):
        with pytest.raises(InvalidInput):
            answer(office, question, value)
    with pytest.raises(InvalidInput) as refused:
        conclude(office, outcome="granted")
    assert "还没有回答“补不补”" in refused.value.fields["outcome"]


def test_a_refusal_says_why_nothing_is_divided_off_and_another_decision_why_it_departs(office):
    with pytest.raises(InvalidInput) as refused:
        conclude(office, **TO_PROCESS, outcome="denied_process")
    assert set(refused.value.fields) == {"why_whole"}
    with pytest.raises(InvalidInput) as refused:
        conclude(office, **TO_PROCESS, outcome="needs_making", why_departed="无")
    assert set(refused.value.fields) == {"why_departed"}
    with pytest.raises(InvalidInput) as refused:
        conclude(office, **TO_PROCESS, outcome="needs_making")
    assert "建议为“不予公开（过程性信息）”" in refused.value.fields["why_departed"]
    done = conclude(office, **TO_PROCESS, outcome="denied_process", why_whole=WHY)
    assert done == {"proposed": "denied_process", "outcome": "denied_process"}


def test_the_task_begins_with_what_was_judged_and_takes_nothing_else(office):
    conclude(office, **TO_PROCESS, outcome="denied_process", why_whole=WHY)
    initial = work_items.form_of(office.item("T_handle")).initial(office.case)
    assert initial == {"outcome": "denied_process", "inseparable": WHY}
    with pytest.raises(InvalidInput) as refused:
        office.do("handler", "T_handle", **SEARCH, outcome="granted")
    assert "逐步判断的结论为" in refused.value.fields["outcome"]
    office.do("handler", "T_handle", **{**SEARCH, "inseparable": WHY}, outcome="denied_process")
    assert request_of(office.case).inseparable == WHY


def test_signers_page_api_and_log_have_answers_proposal_and_departure(office):
    reason = "意见已写入定稿，可以公开"
    to_open = {**TO_PROCESS, "giving": "whole"}
    conclude(office, **to_open, outcome="granted", why_departed=reason)
    office.do("handler", "T_handle", **SEARCH, outcome="granted")
    office.attach()
    office.do("handler", "T_draft", **GRANTED)
    item = office.item("T_sign_unit_head")
    advice = work_items.form_of(item).advice(office.case, office.now.date())
    words = f"不同于建议的“不予公开（过程性信息）”，理由：{reason}"
    assert "给不给：过程性信息（第十六条第二款）" in advice
    assert words in advice
    assert words in str([fact.value for fact in facts_of(office.case)])
    (row,) = more_of(office.case)["judgements"]
    assert (row["proposed"], row["outcome"], row["why_departed"]) == ("denied_process", "granted", reason)
    assert row["judged_at"] == moment(judgement_of(office.case, 1).judged_at)
    (line,) = db.session.query(AuditEntry).filter_by(tag="judgement.concluded")
    assert (line.detail["proposed"], line.detail["answers"]) == ("denied_process", to_open)


def test_the_record_has_one_short_line_for_each_answer_and_the_whole_once(office):
    for question, value in TO_PROCESS.items():
        answer(office, question, value)
    conclude(office, **TO_PROCESS, outcome="denied_process", why_whole=WHY)
    said = [line.summary for line in db.session.query(AuditEntry).filter_by(tag="judgement.answered")]
    assert said[0] == "逐步判断，补不补：明确（第二十九条第二款）"
    assert said[3] == "逐步判断，有没有：存在"
    assert len(said) == len(TO_PROCESS)
    assert "存在" not in said[-1]
    (whole,) = db.session.query(AuditEntry).filter_by(tag="judgement.concluded")
    assert whole.summary.count("补不补：明确") == 1


def test_signers_see_that_nobody_went_through_the_questions(office):
    office.do("handler", "T_handle", **SEARCH, outcome="denied_process")
    office.do("handler", "T_draft", **sample_of_reply(office))
    item = office.item("T_sign_unit_head")
    assert "没有逐步判断" in work_items.form_of(item).advice(office.case, office.now.date())


def test_only_who_has_the_task_judges_and_only_while_it_is_open(office):
    with pytest.raises(NotAllowed):
        answer(office, "clear", "clear", login="clerk")
    with pytest.raises(NotFound):
        answer(office, "clear", "clear", number=3)
    office.do("handler", "T_handle", **SEARCH, outcome="granted")
    with pytest.raises(JudgedElsewhere):
        answer(office, "clear", "clear")
    assert judgements_of(office.case) == []


def test_without_a_search_on_record_it_cannot_be_answered_that_nothing_exists(office):
    for key in ("clear", "nature", "holder"):
        answer(office, key, TO_PROCESS[key])
    with pytest.raises(InvalidInput):
        answer(office, "existence", "none")


def test_what_a_search_found_is_not_judged_away(office):
    entry = {"unit": "LF-ZRZY", "scope": "局档案室2024年文书档案", "method": "题名检索", "keywords": "补贴",
             "persons_asked": "", "searched_on": "2026-03-02", "finding": "found", "result": "查到一份"}  # fmt: skip
    office.run(search_acts.record_search, office.person("handler"), case_id=office.case.id, data=entry,
               uploads=[])  # fmt: skip
    to_nothing = {key: TO_PROCESS[key] for key in ("clear", "nature", "holder")} | {"existence": "none"}
    with pytest.raises(SearchFoundIt) as refused:
        conclude(office, **to_nothing, outcome="not_existing")
    assert "查到所申请的信息" in refused.value.fields["outcome"]
