"""行政复议、行政诉讼 on the desk and by programs: entered, decided, corrected, found in the register."""

import re

import pytest

from tests.api.caller import Caller
from tests.journeys.test_proceedings import BEGUN, ORDERED, begin, closed
from tests.support.office import paper

pytestmark = pytest.mark.database


@pytest.fixture
def office(app):
    return closed()


def address(office, rest: str = "") -> str:
    return f"/desk/disclosure/{office.number}/proceedings{rest}"


def test_the_desk_enters_it_decides_it_and_finds_it_in_the_register(office, browser):
    clerk = browser("clerk")
    assert address(office) in clerk.case().text
    wrong = {**BEGUN, "told_on": "2026-03-01", "form_key": "a"}
    answer = clerk.send(address(office, "/new"), wrong, ("受理通知书.pdf", paper("受理")))
    assert answer.status_code == 422
    assert "楚雄彝族自治州人民政府" in answer.text
    (note,) = re.findall(r'name="kept_files" value="([^"]+)"', answer.text)
    again = {**BEGUN, "form_key": "b", "kept_files": note}
    assert clerk.post(address(office, "/new"), again).status_code == 302
    assert clerk.post(address(office, "/1/ruling"), {**ORDERED, "form_key": "c"}).status_code == 302
    page = browser("leader").get(address(office)).text
    assert all(words in page for words in ("受理通知书.pdf", "15个工作日内重新答复", "已由第 2 条代替"))
    assert "登记结果</a>" not in page
    assert office.number in clerk.get("/desk/cases?list=disclosure.contested").text
    assert "楚雄彝族自治州人民政府" in clerk.get(address(office, "/2/correction")).text


@pytest.mark.parametrize(("kind", "is_asked"), [("reconsideration", False), ("litigation_direct", True)])
def test_only_of_a_judgment_it_is_asked_when_it_takes_effect(office, browser, kind, is_asked):
    begin(office, kind=kind)
    page = browser("clerk").get(address(office, "/1/ruling")).text
    assert 'name="got_on"' in page
    assert ('name="effective_on"' in page) == is_asked


@pytest.mark.parametrize("rest", ["", "/new", "/1/ruling", "/1/correction"])
def test_a_stranger_finds_nothing(office, browser, rest):
    begin(office)
    assert browser("foreign").get(address(office, rest)).status_code == 404


def test_by_programs(office, client):
    caller = Caller(client, now=office.now, number=office.number)
    place = f"/cases/{office.number}/proceedings"
    assert caller.call("POST", place, "clerk", json=BEGUN).json == {"number": 1}
    assert caller.call("POST", f"{place}/1/ruling", "clerk", json=ORDERED).json == {"number": 2}
    anew = {**BEGUN, **ORDERED, "body": "楚雄州人民政府", "why": "机关名称写错"}
    assert caller.call("POST", f"{place}/2/correction", "clerk", json=anew).json == {"number": 3}
    told = caller.call("GET", f"/cases/{office.number}", "clerk").json["proceedings"]
    assert [(one["ruling"], one["replaced_by"]) for one in told] == [
        (None, 2), ("redo_ordered", 3), ("redo_ordered", None)]  # fmt: skip
    listed = caller.call("GET", "/cases?list=disclosure.contested", "clerk").json["cases"]
    assert [one["number"] for one in listed] == [office.number]
    assert caller.call("POST", place, "handler", json=BEGUN).status_code == 403
    assert caller.call("POST", f"{place}/9/ruling", "clerk", json=ORDERED).status_code == 404
