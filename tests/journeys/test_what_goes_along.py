"""A request that is passed on, or answered anew, goes on as it stands: who acts for the applicant, papers, amendment;
and its letters say how it came."""

import pytest

from app.casework.letters.issuing import letters_of
from app.casework.models import Case
from app.casework.papers.documents import documents_of
from app.processes.disclosure import redo
from app.processes.disclosure.overview import facts_of
from app.processes.disclosure.record_facts import amended_facts
from app.processes.disclosure.registration import request_of
from app.steps import papers
from tests.journeys.asked_to_clarify import ANSWER as ANSWER_ONLINE
from tests.journeys.asked_to_clarify import answers, asked, paper
from tests.journeys.letters_seen import words_of
from tests.journeys.test_passing_on import not_for_us, passed_on
from tests.journeys.told import CLARIFY
from tests.support.office import GRANTED, SEARCH, Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
ANSWER = "2024年度、金山镇的"


def clarified_for_another() -> Case:
    """Asked for by an agent on paper, clarified, found to be another organ's, passed on to it."""
    office = not_for_us()  # the county and who drafts in it; its own request is left alone
    office.register(agent_name="代理人丙", has_authority=True, representative="负责人丁")
    office.registered()
    office.do("reviewer", "T_screening", **CLARIFY)
    handed = {"method": "in_person", "delivered_on": office.now.date().isoformat(), "receiver": "申请人甲"}
    office.do("clerk", "T_deliver_notice", **handed)
    office.later(days=1)
    office.run(papers.add_papers, office.person("clerk"), case_id=office.case.id, uploads=[paper()],
               purpose="clarification")  # fmt: skip
    office.do("clerk", "T_clarification", answer=ANSWER)
    office.do("reviewer", "T_screening", screening="not_responsible")
    return passed_on(office)


def registered_there(case: Case) -> str:
    """The receipt that the other organ gives."""
    office = Office(now=case.opened_at, number=case.number)
    office.registered()
    return words_of(letters_of(case)[0])


def test_who_acts_for_the_applicant_goes_along():
    person = request_of(clarified_for_another()).applicant
    assert (person.agent_name, person.has_authority, person.representative) == ("代理人丙", True, "负责人丁")


def test_the_papers_of_the_applicant_go_along_and_no_others():
    assert [one.title for one in documents_of(clarified_for_another())] == ["补正.pdf"]


def test_the_other_organ_reads_what_was_amended_and_its_letters_say_who_had_asked():
    case = clarified_for_another()
    shown = {one.label: one.value for one in facts_of(case)}
    assert shown["补正内容（原件）"] == ANSWER
    said = registered_there(case)
    assert "禄丰市人民政府于2026年3月2日就该申请告知您补正" in said
    assert f"您于2026年3月3日提交补正，补正的内容为“{ANSWER}”" in said


def test_its_letters_say_that_another_organ_sent_it():
    office = not_for_us()
    assert "收到禄丰市人民政府转来、您以互联网方式提出的政府信息公开申请" in registered_there(
        passed_on(office)
    )
    assert "转来" not in words_of(letters_of(office.case)[0])


def test_answered_anew_the_reply_recites_the_amendment_of_the_first_case():
    office = asked().later(days=1)
    answers(office)
    office.do("reviewer", "T_screening", screening="accept")
    office.do("reviewer", "T_assign", unit="LF-ZRZY")
    office.do("handler", "T_handle", **SEARCH, outcome="granted")
    office.attach()
    office.do("handler", "T_draft", **GRANTED)
    office.all_signed().do("reviewer", "T_issue", checked=True)
    first = amended_facts(request_of(office.case))
    office.number = office.run(redo.replace_reply, office.person("reviewer"), case_id=office.case.id,
                               data={"reason": "附件所列年度有误"})["number"]  # fmt: skip
    assert first["amended_content"] == ANSWER_ONLINE["answer"]
    assert amended_facts(request_of(office.case)) == first
