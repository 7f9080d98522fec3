"""After 催办 one is where one came from: the same list with its filter and page."""

from datetime import date
from urllib.parse import urlencode

import pytest

from app.database import db
from tests.board.test_parts import browser
from tests.casework.office_cases import add_case, add_item

pytestmark = pytest.mark.database
NARROWED = {"list": "upcoming", "organ": "LF", "unit": "LF", "week": "2026-03-02", "page": "2"}
LIST = f"/board/list?{urlencode(NARROWED)}"


@pytest.fixture
def office(county):
    """More near cases in one hand than a page shows."""
    for number in range(60):
        due = date(2026, 3, 6)
        add_item(add_case(county, f"NEAR-{number:02d}", due_on=due), county.people["handler"], due_on=due)
    db.session.commit()
    return county


def back_links(page) -> set[str]:
    return {
        link.get("href")
        for link in page.tree.xpath("//main//a[text()='返回清单' or text()='临期（含今日到期）']")
    }


def test_one_urged_leads_back_to_the_page_of_the_list(client, office):
    supervisor = browser(client)
    page = supervisor.get(LIST)
    assert "第 2 / 2 页" in page.words
    urge = page.tree.xpath("//td[@class='c-acts']/a[text()='催办']")[0].get("href")
    form = supervisor.get(urge)
    assert back_links(form) == {LIST}
    action = form.tree.xpath("//main//form[.//textarea]")[0].get("action")
    answer = supervisor.post(action, text="请今天答复", form_key="k1")
    assert (answer.status, answer.location) == (302, LIST)
    again = supervisor.post(action, text="请今天答复", form_key="k2")
    assert (again.status, back_links(again)) == (409, {LIST})


def test_several_urged_lead_back_as_well(client, office):
    supervisor = browser(client)
    page = supervisor.get(LIST)
    form = page.tree.xpath("//main//form[.//input[@name='ids']]")[0]
    sent = [(one.get("name"), one.get("value")) for one in form.xpath(".//input[@type='hidden']")]
    chosen = [("ids", one) for one in form.xpath(".//input[@name='ids']/@value")[:2]]
    batch = supervisor.get(f"{form.get('action')}?{urlencode([*sent, *chosen])}")
    assert back_links(batch) == {LIST}
    action = batch.tree.xpath("//main//form[.//textarea]")[0].get("action")
    answer = supervisor.post(action, text="请今天答复", ids=[value for _, value in chosen], form_key="k1")
    assert (answer.status, answer.location) == (302, LIST)


def test_nothing_chosen_leads_back_as_well(client, office):
    answer = browser(client).get(f"/board/urge?{urlencode(NARROWED)}")
    assert (answer.status, answer.location) == (302, LIST)


def test_without_a_list_the_overdue_ones_are_meant(client, office):
    page = browser(client).get("/board/cases/NEAR-00/urge")
    assert page.hrefs("/board/list?list=overdue")


def test_what_was_given_back_or_closed_leads_back_as_well(client, office):
    supervisor = browser(client)
    intervene = supervisor.get(LIST).tree.xpath("//div[@class='more-list']/a[text()='干预']")[0].get("href")
    page = supervisor.get(intervene)
    assert back_links(page) == {LIST}
    forms = [one.get("action") for one in page.tree.xpath("//main//form[@method='post']")]
    assert forms
    assert all(one.endswith(LIST.removeprefix("/board/list")) for one in forms)
    urge = page.tree.xpath("//main//a[contains(., '催办')]/@href")[0]
    assert back_links(supervisor.get(urge)) == {LIST}
    refused = supervisor.post(forms[-1], ground="", form_key="k")
    assert (refused.status, back_links(refused)) == (422, {LIST})
