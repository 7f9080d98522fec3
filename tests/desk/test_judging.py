"""逐步判断 on the desk: one question a page, the proof beside it, the conclusion; the items of a request."""

import pytest

from app.processes.disclosure.judging import judgement_of, judgements_of
from tests.journeys.test_items import GIVEN
from tests.journeys.test_judging import TO_PROCESS, WHY
from tests.support.office import Office

pytestmark = pytest.mark.database


@pytest.fixture
def office(app) -> Office:
    found = Office()
    found.apply()
    return found.assigned()


def address(office: Office, rest: str = "") -> str:
    return f"/desk/disclosure/{office.number}/judging{rest}"


def test_question_after_question_to_the_conclusion(office, browser):
    handler = browser("handler")
    assert address(office) in handler.case().text
    page = handler.get(address(office, "/1")).text
    assert "补不补：申请内容是否明确" in page
    assert "没有要求补正并收到补正的记录" in page
    assert 'value="clear"' in page
    assert 'value="still_unclear"' not in page
    for number, (key, value) in enumerate(TO_PROCESS.items()):
        said = {"question": key, "answer": value, "form_key": f"a{number}"}
        assert handler.post(address(office, "/1/answers"), said).status_code == 302
    page = handler.get(address(office, "/1")).text
    assert all(
        words in page
        for words in ("按回答得出的建议", "不予公开（过程性信息）", "复议前置", "（三）6．属于四类过程性信息")
    )
    assert "怎么给：怎样提供" in handler.get(address(office, "/1?question=giving")).text
    refused = handler.post(address(office, "/1"), {"outcome": "granted", "why_departed": "", "form_key": "b"})
    assert refused.status_code == 422
    assert "不采用的请写明理由" in refused.text
    kept = {"outcome": "denied_process", "why_whole": WHY, "form_key": "c"}
    assert handler.post(address(office, "/1"), kept).status_code == 302
    assert judgement_of(office.case, 1).outcome == "denied_process"
    for login in ("leader", "handler"):
        assert WHY in browser(login).get(address(office)).text


def test_at_screening_three_questions_lead_to_the_form_and_no_items_are_split(browser):
    office = Office()
    office.apply()
    office.registered()
    reviewer = browser("reviewer")
    assert "拆分为项" not in reviewer.get(address(office)).text
    for number, (key, value) in enumerate(list(TO_PROCESS.items())[:3]):
        said = {"question": key, "answer": value, "form_key": f"s{number}"}
        assert reviewer.post(address(office, "/1/answers"), said).status_code == 302
    page = reviewer.get(address(office, "/1")).text
    assert "建议：<strong>受理，转分办</strong>" in page
    assert "作出判断" not in page
    case_page = reviewer.get(f"/desk/cases/{office.number}").text
    assert "谁负责：本机关负责公开（第十条）" in case_page


def test_an_answer_that_was_not_chosen_is_asked_for_beside_its_question(office, browser):
    handler = browser("handler")
    answer = handler.post(address(office, "/1/answers"), {"question": "clear", "answer": "", "form_key": "a"})
    assert answer.status_code == 422
    assert "补不补：申请内容是否明确" in answer.text


def test_items_are_split_and_judged_one_after_the_other(office, browser):
    handler = browser("handler")
    refused = handler.post(address(office, "/items"), {"items": "只有一项", "form_key": "a"})
    assert (refused.status_code, "只有一项的不用拆分" in refused.text) == (422, True)
    assert (
        handler.post(address(office, "/items"), {"items": "明细\n记录", "form_key": "b"}).status_code == 302
    )
    for number, (key, value) in enumerate(list(GIVEN.items())[:6]):
        said = {"question": key, "answer": value, "form_key": f"c{number}"}
        handler.post(address(office, "/1/answers"), said)
    page = handler.get(address(office, "/1")).text
    assert "写入告知书的事实和理由" in page
    done = handler.post(address(office, "/1"), {"outcome": "granted", "said": GIVEN["said"], "form_key": "d"})
    assert done.headers["Location"].endswith("/judging/2")
    assert "第 1 项“明细”" in browser("reviewer").get(address(office)).text


def test_others_read_and_strangers_do_not(office, browser):
    assert browser("foreign").get(address(office)).status_code == 404
    clerk = browser("clerk")
    assert "拆分为项" not in clerk.get(address(office)).text
    assert clerk.get(address(office, "/1")).status_code == 302
    for rest in ("/1/answers", "/1", "/items"):
        clerk.post(
            address(office, rest),
            {"items": "甲\n乙", "question": "clear", "answer": "clear", "form_key": rest},
        )
    assert judgements_of(office.case) == []
    assert browser("handler").get(address(office, "/9")).status_code == 404
