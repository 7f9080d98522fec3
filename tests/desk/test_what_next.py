"""After a task: what was done, who has the case now, and the next task of one's own; nothing of others' deeds."""

import re

import pytest

pytestmark = pytest.mark.database


@pytest.fixture
def told(office, browser):
    """The page to which completing the registration of the first of two requests leads."""
    office.apply(description="第一号文件")
    first = office.number
    office.apply(description="第二号文件")
    second, office.number = office.number, first
    clerk = browser("clerk")
    answer = clerk.submit("T_register", title="第一号文件")
    return clerk, answer.location, first, second


def line(page: str) -> str:
    """The line of what was done, without marks and breaks; empty when there is none."""
    found = re.search(r'<section class="notice notice-success done-line".*?</section>', page, re.S)
    return re.sub(r"<[^>]+>|\s", "", found.group()) if found else ""


def test_the_page_names_the_act_the_next_hand_and_the_next_task(told):
    clerk, address, first, second = told
    words = line(clerk.get(address).text)
    assert f"已办理“收件登记”，编号{first}。接下来：" in words
    assert "“受理审查”，审核丙（市政府）" in words
    assert f"下一件：{second}收件登记" in words


def test_the_next_task_is_one_press_away(told):
    clerk, address, _first, second = told
    found = re.search(r'href="([^"]+)">下一件', clerk.get(address).text)
    assert found
    assert f"/desk/cases/{second}?task=" in found.group(1)
    assert second in clerk.get(found.group(1).replace("&amp;", "&").split("#")[0]).text


def test_when_nothing_waits_it_says_so(told):
    clerk, address, _first, second = told
    clerk.office.number = second
    last = clerk.submit("T_register", "another-key", title="第二号文件").location
    assert "没有其他待办任务" in line(clerk.get(last).text)
    assert address != last


def test_what_another_did_is_not_told_as_ones_own(told, browser):
    _clerk, address, *_ = told
    assert line(browser("reviewer").get(address).text) == ""


@pytest.mark.parametrize("nonsense", ["x", "00000000-0000-0000-0000-000000000000", "x" * 200])
def test_nonsense_in_the_address_tells_nothing(told, nonsense):
    clerk, address, *_ = told
    answer = clerk.get(f"{address.split('?')[0]}?done={nonsense}")
    assert line(answer.text) == ""
