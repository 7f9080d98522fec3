"""检索记录 on the desk: entered, read, corrected; a file is not lost when another field was wrong."""

import re

import pytest

from app.processes.disclosure.searches import search_records
from tests.journeys.test_searches import OF_THE_OFFICE, assigned, search
from tests.support.office import paper

pytestmark = pytest.mark.database


def address(office, rest: str = "") -> str:
    return f"/desk/disclosure/{office.number}/searches{rest}"


@pytest.fixture
def office(app):
    return assigned()


def test_the_handler_enters_one_with_a_file_and_everybody_reads_it(office, browser):
    handler = browser("handler")
    page = handler.get(address(office, "/new")).text
    assert "禄丰市自然资源局" in page
    answer = handler.send(
        address(office, "/new"), {**OF_THE_OFFICE, "form_key": "a"}, ("截图.pdf", paper("截图"))
    )
    assert answer.status_code == 302
    page = browser("leader").get(address(office)).text
    assert all(words in page for words in ("局档案室2024年文书档案", "档案室管理员", "未查到", "截图.pdf"))
    assert "登记检索记录" not in page
    assert 'href="/desk/disclosure' in handler.case().text


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(office, browser):
    handler = browser("handler")
    wrong = {**OF_THE_OFFICE, "result": "无", "form_key": "b"}
    answer = handler.send(address(office, "/new"), wrong, ("截图.pdf", paper("截图")))
    assert answer.status_code == 422
    assert "检索结果不能只写" in answer.text
    assert "局档案室2024年文书档案" in answer.text
    (note,) = re.findall(r'name="kept_files" value="([^"]+)"', answer.text)
    again = {**OF_THE_OFFICE, "form_key": "c", "kept_files": note}
    assert handler.post(address(office, "/new"), again).status_code == 302
    assert [one.filename for one in search_records(office.case)[0].papers] == ["截图.pdf"]


def test_a_correction_begins_with_what_was_entered(office, browser):
    number = search(office)
    reviewer = browser("reviewer")
    assert "局档案室2024年文书档案" in reviewer.get(address(office, f"/{number}/correction")).text
    said = {**OF_THE_OFFICE, "scope": "全部档案", "why": "漏写一处", "form_key": "d"}
    assert reviewer.post(address(office, f"/{number}/correction"), said).status_code == 302
    page = reviewer.get(address(office)).text
    assert "已由第 2 条更正：漏写一处" in page


@pytest.mark.parametrize("rest", ["", "/new", "/1/correction"])
def test_a_stranger_finds_nothing(office, browser, rest):
    search(office)
    assert browser("foreign").get(address(office, rest)).status_code == 404


def test_an_entry_that_is_not_there_is_not_found(office, browser):
    assert browser("handler").get(address(office, "/7/correction")).status_code == 404
