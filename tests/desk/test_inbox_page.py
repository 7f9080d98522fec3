"""待办任务: figures, lists, filters, and as many queries for fifty rows as for one."""

import re
from datetime import datetime

import pytest
from sqlalchemy import select

from app.casework.models import WorkItem
from app.casework.terms.sweep import raise_alerts
from app.database import db
from app.timekeeping import OFFICE_TIME
from tests.support.copies import copy_case
from tests.support.office import Office
from tests.support.statements import counted

pytestmark = pytest.mark.database


def many(office: Office, number: int) -> None:
    for place in range(number):
        office.apply(description=f"第{place}号文件", name=f"申请人{place}")


class TestList:
    def test_a_task_shows_its_lamp_its_step_and_one_verb(self, office, browser):
        office.apply()
        office.assigned()
        office.later(days=25)
        page = browser("clerk").get("/desk").text
        assert "没有待办任务" in page
        page = browser("handler").get("/desk?box=pool").text
        assert office.number in page
        assert "检索与拟定意见" in page
        assert "剩 1 个工作日" in page
        assert ">认领</button>" in page

    def test_handing_over_is_offered_to_whom_it_is_allowed(self, office, browser):
        office.apply()
        clerk = browser("clerk")
        assert "/transfer" not in clerk.get("/desk?box=pool").text.replace("/batch/transfer", "")
        office.do_claim("clerk", "T_register")
        assert "/transfer" in clerk.get("/desk").text.replace("/batch/transfer", "")

    def test_the_nearest_due_day_comes_first(self, office, browser):
        office.later(days=3).apply(description="后到的申请")
        later = office.number
        office.later(days=-3).apply(description="先到的申请")
        page = browser("clerk").get("/desk?box=pool").text
        assert page.index(office.number) < page.index(later)

    def test_counters_count_what_their_lists_hold(self, office, browser):
        office.apply()
        office.assigned()
        office.do_claim("handler", "T_handle")
        office.now = datetime(2026, 3, 31, 9, 0, tzinfo=OFFICE_TIME)
        handler = browser("handler")
        page = handler.get("/desk").text
        assert 'href="/desk?box=all&amp;lamp=overdue"' in page
        assert office.number in handler.get("/desk?box=all&lamp=overdue").text
        assert office.number not in handler.get("/desk?box=all&lamp=soon").text

    def test_an_overdue_task_that_nobody_claimed_is_counted_and_found(self, office, browser):
        office.apply()
        office.assigned()
        office.now = datetime(2026, 3, 31, 9, 0, tzinfo=OFFICE_TIME)
        handler = browser("handler")
        overdue = re.search(r'lamp=overdue".*?counter-value num">(\d+)<', handler.get("/desk").text, re.S)
        assert overdue is not None
        assert overdue.group(1) == "1"
        assert office.number in handler.get("/desk?box=all&lamp=overdue").text

    def test_filters_stay_in_the_address_and_narrow_the_list(self, office, browser):
        office.apply(description="第一号文件")
        office.apply(description="第二号文件")
        page = browser("clerk").get("/desk?box=pool&q=第二号").text
        assert "第二号文件" in page
        assert "第一号文件" not in page
        assert 'value="第二号"' in page

    def test_nonsense_in_the_address_is_left_out(self, browser):
        answer = browser("clerk").get("/desk?box=x&page=999999999&from=abc&lamp=green&due=2026-13-45")
        assert answer.status_code == 200

    def test_the_month_shows_days_off_with_their_reason_and_own_due_days(self, office, browser):
        office.now = datetime(2026, 4, 1, 9, 0, tzinfo=OFFICE_TIME)
        office.apply()
        office.do_claim("clerk", "T_register")
        page = browser("clerk").get("/desk").text
        assert "清明节放假" in page
        assert "1 件到期" in page
        office.now = datetime(
            2026, 3, 28, 9, 0, tzinfo=OFFICE_TIME
        )  # the last days of a month show the weeks to come
        assert "清明节放假" in browser("clerk").get("/desk").text

    def test_reminders_of_today_are_those_of_own_cases(self, office, browser):
        office.apply()
        office.assigned()
        office.now = datetime(2026, 3, 27, 9, 0, tzinfo=OFFICE_TIME)
        raise_alerts(office.now)
        assert "临期" in browser("handler").get("/desk").text
        assert "没有未阅的提醒" in browser("foreign").get("/desk").text

    def test_a_reminder_stands_with_its_reason_until_it_is_read(self, office, browser):
        office.apply()
        office.assigned()
        office.do_claim("handler", "T_handle")
        office.now = datetime(2026, 3, 23, 9, 0, tzinfo=OFFICE_TIME)
        raise_alerts(office.now)
        office.later(days=2)
        handler, address = browser("handler"), f"/desk/cases/{office.number}"
        page = handler.get("/desk").text
        assert "答复期限：剩 3 个工作日，届满日" in " ".join(page.split())
        assert "提前 5 个工作日" not in page
        assert "提醒经办人" in page
        assert "消息，1 条未读" in page
        assert "<b>答复期限：剩 3 个工作日</b>，届满日" in handler.get(address).text
        office.later(days=12)
        assert "<b>答复期限：逾期 4 个工作日</b>，届满日" in browser("handler").get(address).text
        office.later(days=-12)
        assert browser("reviewer").post(f"{address}/alerts", {"form_key": "a"}).status_code == 302
        assert "消息，1 条未读" in handler.get("/desk").text, "nobody reads for another"
        assert handler.post(f"{address}/alerts", {"form_key": "a"}).status_code == 302
        assert "消息，0 条未读" in handler.get("/desk").text
        assert handler.post("/desk/alerts", {"form_key": "b"}).status_code == 404

    def test_all_reminders_are_read_at_once_and_those_of_others_stay(self, office, browser):
        office.apply()
        office.assigned()
        office.do_claim("handler", "T_handle")
        office.now = datetime(2026, 3, 31, 9, 0, tzinfo=OFFICE_TIME)
        raise_alerts(office.now)
        handler, head = browser("handler"), browser("unithead")
        assert handler.post("/desk/alerts", {"form_key": "all"}).location == "/desk"
        assert "消息，0 条未读" in handler.get("/desk").text
        assert "消息，1 条未读" in head.get("/desk").text

    def test_htmx_gets_the_list_or_the_counters_alone(self, office, browser):
        office.apply()
        clerk = browser("clerk")
        part = clerk.get("/desk?box=pool", headers={"HX-Request": "true"}).text
        assert office.number in part
        assert "<html" not in part
        figures = clerk.get("/desk?part=counters", headers={"HX-Request": "true"}).text
        assert "待认领" in figures
        assert office.number not in figures


class TestConstantWork:
    def test_fifty_rows_ask_the_database_as_often_as_one(self, office, browser):
        office.apply()
        clerk = browser("clerk")
        clerk.get("/desk?box=pool")
        with counted() as few:
            clerk.get("/desk?box=pool")
        copy_case(office.number, 49)
        with counted() as lots:
            page = clerk.get("/desk?box=pool").text
        assert page.count('name="ids"') == 50
        assert len(lots) == len(few)
        assert len(few) <= 25

    def test_the_register_too(self, office, browser):
        office.apply()
        clerk = browser("clerk")
        clerk.get("/desk/cases")
        with counted() as few:
            clerk.get("/desk/cases")
        copy_case(office.number, 20)
        with counted() as lots:
            clerk.get("/desk/cases")
        assert len(lots) == len(few)


class TestBatch:
    def ids(self) -> list[str]:
        return list(db.session.scalars(select(WorkItem.id).order_by(WorkItem.created_at)))

    def test_claiming_names_what_was_taken_and_what_was_not(self, office, browser):
        many(office, 2)
        ids = self.ids()
        first, second = browser("clerk"), browser("clerk2")
        second.post(f"/desk/tasks/{ids[0]}/claim", {"form_key": "b"})
        page = first.post("/desk/batch/claim", {"form_key": "a", "ids": ids}, follow_redirects=True).text
        assert "已认领 1 件" in page
        assert "没有认领" in page

    def test_the_same_batch_sent_twice_has_one_effect(self, office, browser):
        many(office, 1)
        clerk, ids = browser("clerk"), self.ids()
        pages = [
            clerk.post("/desk/batch/claim", {"form_key": "a", "ids": ids}, follow_redirects=True)
            for _ in range(2)
        ]
        assert all("已认领 1 件" in page.text for page in pages)

    def test_transfer_asks_to_whom_and_gives_each_its_answer(self, office, browser):
        many(office, 2)
        clerk, ids = browser("clerk"), self.ids()
        for item in ids:
            clerk.post(f"/desk/tasks/{item}/claim", {"form_key": f"c{item}"})
        page = clerk.post("/desk/batch/transfer", {"ids": ids}).text
        assert "受理乙" in page
        clerk2 = office.person("clerk2").person_id
        data = {"form_key": "t", "ids": ids, "person_id": clerk2, "reason": "外出培训"}
        page = clerk.post("/desk/batch/transfer", data, follow_redirects=True).text
        assert "已转办 2 件" in page
        assert office.number in browser("clerk2").get("/desk").text

    def test_foreign_and_broken_ids_are_left_out(self, office, browser):
        many(office, 1)
        data = {"form_key": "a", "ids": [*self.ids(), "x", "0" * 36]}
        page = browser("foreign").post("/desk/batch/claim", data, follow_redirects=True).text
        assert "没有选中任务" in page


class TestSearch:
    def test_a_whole_number_jumps_to_its_case(self, office, browser):
        office.apply()
        answer = browser("clerk").get(f"/desk/search?q={office.number.lower()}")
        assert answer.location.endswith(f"/desk/cases/{office.number}")

    def test_other_words_lead_to_the_register(self, office, browser):
        office.apply()
        page = browser("clerk").get("/desk/search?q=耕地", follow_redirects=True).text
        assert office.number in page

    def test_a_foreign_number_is_not_found(self, office, browser):
        office.apply()
        page = browser("foreign").get(f"/desk/search?q={office.number}", follow_redirects=True).text
        assert "没有找到含" in page


def test_without_signing_in_every_page_leads_to_the_sign_in(app):
    for path in (
        "/desk",
        "/desk/cases",
        "/desk/signing",
        "/desk/cases/LF-2026-0001",
        "/desk/disclosure/register",
    ):
        assert app.test_client().get(path).location.startswith("/signin?next=")


def test_towards_the_end_of_a_month_the_days_of_the_next_are_there(office, browser):
    """Three weeks ahead: what is due then can be planned for."""
    office.apply()
    office.now = datetime(2026, 3, 27, 9, 0, tzinfo=OFFICE_TIME)
    page = browser("clerk").get("/desk").text
    assert "4/1" in page
    assert "清明节放假" in page


@pytest.mark.parametrize(("login", "organ"), [("clerk", "禄丰市人民政府"), ("foreign", "元谋县人民政府")])
def test_the_head_of_the_page_names_the_organ_of_who_works(office, browser, login, organ):
    head = browser(login).get("/desk").text.split("<main")[0]
    assert organ in head


def test_only_what_opens_something_new_stands_as_a_button_above_the_list(office, browser):
    page = browser("reviewer").get("/desk").text
    buttons = re.findall(
        r'<a class="btn btn-primary" href="[^"]*">(?:<svg.*?</svg>)?\s*([^<]+)</a>', page, re.DOTALL
    )
    assert not {"满意度评价", "政策解读季度统计"} & {words.strip() for words in buttons}
    assert "满意度评价" in page  # in the menu
    assert "收件登记" in browser("clerk").get("/desk").text


def test_who_only_administers_has_no_desk(browser):
    assert browser("auditor").get("/desk").status_code == 403


def test_a_page_is_kept_nowhere(browser):
    assert browser("clerk").get("/desk").headers["Cache-Control"] == "private, no-store"


def test_later_pages_are_reached_by_the_pager(office, browser):
    office.apply()
    copy_case(office.number, 50)
    page = browser("clerk").get("/desk?box=pool&page=2").text
    assert page.count('name="ids"') == 1
    assert "第 2 / 2 页" in page


@pytest.mark.parametrize("typed", ["%25", "_", "%2A"])
def test_a_sign_that_stands_in_no_word_finds_nothing_on_any_list(office, browser, typed):
    office.apply()
    office.registered()
    for login, list_of in (
        ("reviewer", "/desk?q="),
        ("clerk", "/desk?box=done&q="),
        ("clerk", "/desk/cases?q="),
    ):
        assert office.number not in browser(login).get(f"{list_of}{typed}").text, list_of
        assert office.number in browser(login).get(f"{list_of}{office.number}").text, list_of
    people = browser("admin").get(f"/admin/people?q={typed}").text
    assert "受理甲" not in people
    assert office.case.title not in browser("clerk").get(f"/publications?q={typed}").text
