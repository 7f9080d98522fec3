"""What a list of the board is narrowed to: named only where it narrows, kept only where it can, and nobody's name told
to whom it does not concern."""

from datetime import date

import pytest

from app.database import db
from tests.board.test_parts import browser
from tests.casework.office_cases import add_case, add_item

pytestmark = pytest.mark.database
MONDAY = "2026-03-02"


def tabs(page) -> dict[str, str]:
    return {
        one.text_content().strip(): one.get("href") for one in page.tree.xpath("//nav[@aria-label='清单']//a")
    }


@pytest.fixture
def office(county):
    """A late case in a hand, one answered late, one in time."""
    add_item(add_case(county, "LATE", due_on=date(2026, 2, 27)), county.people["handler"])
    add_case(county, "MISSED", state="archived", reply_state="missed", closed_on=date(2026, 2, 20))
    add_case(county, "MET", state="archived", reply_state="met", closed_on=date(2026, 3, 3))
    db.session.commit()
    return county


@pytest.mark.parametrize(
    "where", ["/board/list?list=open", "/board/list?list=overdue", "/board/list?list=answered"]
)
def test_nobody_out_of_reach_is_named(client, office, where):
    supervisor = browser(client)
    for login in ("foreign", "foreignreviewer", "admin"):
        person = office.people[login]
        words = supervisor.get(f"{where}&person={person.id}").words
        assert person.name not in words
        assert "经办人：不在查看范围内" in words
    assert "经办人：不在查看范围内" in supervisor.get(f"{where}&person=99999").words


def test_who_works_here_is_named_with_and_without_cases_in_hand(client, office):
    supervisor = browser(client)
    for login in ("handler", "clerk"):
        person = office.people[login]
        assert f"经办人：{person.name}" in supervisor.get(f"/board/list?person={person.id}").words


def test_who_works_on_a_case_from_elsewhere_is_named(client, office):
    person = office.people["foreign"]
    add_item(add_case(office, "HELPED", due_on=date(2026, 4, 1)), person)
    db.session.commit()
    assert f"经办人：{person.name}" in browser(client).get(f"/board/list?person={person.id}").words


def test_a_week_is_not_named_where_the_list_knows_none(client, office):
    supervisor = browser(client)
    for name in ("late_done", "answered", "punctual", "paused"):
        assert "一周内到期" not in supervisor.get(f"/board/list?list={name}&week={MONDAY}").words
    assert "03-02 一周内到期" in supervisor.get(f"/board/list?list=ahead&week={MONDAY}").words


def test_tabs_keep_the_time_where_it_applies_and_drop_it_elsewhere(client, office):
    supervisor = browser(client)
    of_month = tabs(supervisor.get("/board/list?list=answered&month=2026-02&organ=LF"))
    assert of_month["全部在办"] == "/board/list?list=open&organ=LF"
    assert of_month["逾期已办"] == "/board/list?list=late_done&organ=LF&month=2026-02"
    of_week = tabs(supervisor.get(f"/board/list?list=ahead&week={MONDAY}"))
    assert of_week["逾期未办"] == f"/board/list?list=overdue&week={MONDAY}"
    assert of_week["逾期已办"] == "/board/list?list=late_done"
    assert "全部在办 1 件" in supervisor.get("/board/list?list=open&month=2026-02").words
