"""The supervisors' board: figures equal lists, who sees which organ, urging once a day."""

from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from app.casework.models import AuditEntry, OutboxMessage
from app.casework.work.timeline import timeline_of
from app.database import db
from app.office.models import Person
from tests.support.browsing import Browser
from tests.support.office import Office

pytestmark = pytest.mark.database


@pytest.fixture
def office(app):
    """Five cases of one county organ: overdue, near, fresh, waiting for the applicant; and one of another county."""
    with_address("handler", "handler2")
    office = Office()
    office.accepted_number = office.register()
    office.assigned()
    office.later(days=25)
    office.near_number = office.register()
    office.later(days=27)
    office.register()
    office.register("foreign", organ="YM")
    return office


def with_address(*logins):
    for person in db.session.scalars(select(Person).where(Person.login.in_(logins))):
        person.email = f"{person.login}@example.invalid"
    db.session.commit()


def browser(client, office, login):
    return Browser(client, office.now).sign_in(login)


def total_of(page) -> int:
    return int(page.tree.xpath("//h1")[0].text_content().split()[-2])


def test_every_figure_of_the_board_is_the_total_of_the_list_behind_it(client, office):
    supervisor = browser(client, office, "prefsupervisor")
    board = supervisor.get("/board")
    links = [link for link in board.tree.xpath("//*[@id='figures']//a") if "/board/list" in link.get("href")]
    seen = set()
    for link in links:
        figure = (link.xpath(".//*[contains(@class, 'counter-value')]") or [link])[0].text_content().strip()
        if figure.isdigit():
            seen.add(link.get("href"))
            assert total_of(supervisor.get(link.get("href"))) == int(figure), link.get("href")
    assert len(seen) > 15


def test_the_board_counts_what_is_overdue_near_and_open(client, office):
    words = browser(client, office, "supervisor").get("/board").words
    assert "在办 3" in words
    assert "逾期未办 1" in words


def test_a_supervisor_of_the_prefecture_sees_all_organs_below_and_one_of_a_county_only_his(client, office):
    of_prefecture = browser(client, office, "prefsupervisor").get("/board/list").words
    assert "禄丰市人民政府" in of_prefecture
    assert "元谋县人民政府" in of_prefecture
    client.post("/signout")
    of_county = browser(client, office, "supervisor").get("/board/list").words
    assert "禄丰市人民政府" in of_county
    assert "元谋县人民政府" not in of_county


@pytest.mark.parametrize("login", ["clerk", "handler", "admin", "auditor"])
def test_others_have_no_board(client, app, login):
    paths = ("/board", "/board/list", "/board/print", "/board/cases/LF-2026-0001/urge")
    other = Browser(client).sign_in(login)
    assert [other.get(path).status for path in paths] == [403] * 4


def test_without_signing_in_the_board_leads_to_the_sign_in_page(client, app):
    assert (
        client.get("/board/list?list=overdue").headers["Location"].startswith("/signin?next=%2Fboard%2Flist")
    )


def test_rows_say_who_has_the_case_and_since_when(client, office):
    page = browser(client, office, "supervisor").get("/board/list?list=overdue")
    assert "检索与拟定意见" in page.words or "查找" in page.words
    assert "自 03-02" in page.words
    assert page.hrefs(f"/desk/cases/{office.accepted_number}")


def test_an_address_that_means_nothing_shows_all_open_cases(client, office):
    page = browser(client, office, "supervisor").get(
        "/board/list?list=open&person=-1&month=2026-99&page=9999999"
    )
    assert (page.status, total_of(page)) == (200, 3)


def test_a_list_that_there_is_not_is_not_found(client, office):
    page = browser(client, office, "supervisor").get("/board/list?list=x")
    assert page.status == 404
    assert "没有这个列表" in page.words


def test_closed_cases_are_counted_by_month_with_their_rate(client, app):
    office = Office()
    office.apply()
    office.issued()
    page = browser(client, office, "supervisor").get("/board")
    assert "2026-03 1 1 0 100%" in page.words
    answered = browser(client, office, "supervisor").get("/board/list?list=answered&month=2026-03")
    assert total_of(answered) == 1


def urge(browser, number, text="请今天答复", **more):
    return browser.post(f"/board/cases/{number}/urge", text=text, **more)


def test_urging_sends_mail_to_the_holders_and_enters_the_timeline(client, office):
    supervisor = browser(client, office, "supervisor")
    answer = urge(supervisor, office.accepted_number, form_key="k1")
    assert (answer.status, parse_qs(urlsplit(answer.location).query)["list"]) == (302, ["overdue"])
    office.number = office.accepted_number
    mails = db.session.scalars(select(OutboxMessage).where(OutboxMessage.key.startswith("urge:"))).all()
    assert len(mails) == 2
    assert all("请今天答复" in mail.payload["text"] for mail in mails)
    entry = timeline_of(office.case)[0]
    assert (entry.who, entry.act.startswith("催办（")) == ("督办癸", True)


def test_who_was_urged_stands_on_the_row_of_the_board(client, office):
    supervisor = browser(client, office, "supervisor")
    flags = f"//tr[.//a[text()='{office.accepted_number}']]//*[contains(@class, 'flag')]"
    address = "/board/list?list=overdue"
    assert supervisor.get(address).tree.xpath(flags) == []
    urge(supervisor, office.accepted_number)
    assert [one.text_content().strip() for one in supervisor.get(address).tree.xpath(flags)] == ["督办"]


def test_urging_twice_a_day_is_refused_and_keeps_what_was_typed(client, office):
    supervisor = browser(client, office, "supervisor")
    urge(supervisor, office.accepted_number)
    again = urge(supervisor, office.accepted_number, "再催一次")
    assert again.status == 409
    assert "今天已经催办过" in again.words
    assert again.value("text").strip() == "再催一次"
    assert len(urgings()) == 1


def test_the_next_day_a_case_may_be_urged_again(client, office):
    supervisor = browser(client, office, "supervisor")
    urge(supervisor, office.accepted_number)
    office.later(days=1)
    assert urge(browser(client, office, "supervisor"), office.accepted_number).status == 302
    assert len(urgings()) == 2


def test_a_double_click_urges_once(client, office):
    supervisor = browser(client, office, "supervisor")
    answers = [urge(supervisor, office.accepted_number, form_key="same").status for _ in range(2)]
    assert answers == [302, 302]
    assert len(urgings()) == 1


@pytest.mark.parametrize(
    ("text", "why"), [("", "请填写催办意见"), ("字" * 201, "最多 200 字"), ("a\ue123", "无法打印")]
)
def test_a_text_that_cannot_be_sent_is_refused_beside_the_field(client, office, text, why):
    answer = urge(browser(client, office, "supervisor"), office.accepted_number, text)
    assert answer.status == 422
    assert why in answer.error("text")
    assert urgings() == []


def test_the_cases_of_another_county_cannot_be_urged(client, office):
    foreign = db.session.scalar(select(AuditEntry.case_id).order_by(AuditEntry.sequence.desc()).limit(1))
    assert foreign is not None
    assert urge(browser(client, office, "supervisor"), "YM-2026-0001").status == 404


def urgings():
    return db.session.scalars(select(AuditEntry).where(AuditEntry.tag == "case.urged")).all()


def test_several_cases_are_urged_at_once_and_the_answer_names_each(client, office):
    supervisor = browser(client, office, "supervisor")
    urge(supervisor, office.accepted_number)
    chosen = [office.accepted_number, office.near_number]
    asked = supervisor.get("/board/urge?" + "&".join(f"ids={number}" for number in chosen))
    assert "催办 2 件" in asked.words
    answer = supervisor.post("/board/urge", ids=chosen, text="请抓紧", form_key="b1")
    assert answer.status == 302
    words = supervisor.get("/board").words
    assert f"已催办 1 件：{office.near_number}" in words
    assert f"{office.accepted_number} 没有催办：这件今天已经催办过" in words
    assert len(urgings()) == 2


def test_urging_nothing_or_foreign_cases_changes_nothing(client, office):
    supervisor = browser(client, office, "supervisor")
    assert supervisor.post("/board/urge", text="请抓紧").status == 302
    assert supervisor.post("/board/urge", ids=["YM-2026-0001"], text="请抓紧").status == 404
    refused = supervisor.post("/board/urge", ids=[office.accepted_number], text="")
    assert (refused.status, refused.error("text")) == (422, "请填写催办意见")
    assert urgings() == []
