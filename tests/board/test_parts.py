"""未来四周, 办理分析 and 环节用时: every number has a list of as many rows; the forecast; who may see and export."""

from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from app import timekeeping
from app.casework.models import AuditEntry, Case, WorkItem
from app.casework.models.work import WorkItemStatus
from app.database import db
from app.timekeeping import OFFICE_TIME
from tests.casework.office_cases import add_case, add_item
from tests.support.browsing import Browser

pytestmark = pytest.mark.database
NOW = datetime(2026, 3, 4, 10, 0, tzinfo=OFFICE_TIME)
PARTS = ("/board/ahead", "/board/pressing", "/board/analysis", "/board/steps")


@pytest.fixture
def office(county):
    """Open work: overdue, this week, in two weeks, in nobody's hands; and closed work, some late, over two counties."""
    clerk, handler = county.people["clerk"], county.people["handler"]
    for number, (organ, due, person) in enumerate(
        [("LF", date(2026, 2, 27), clerk), ("LF", date(2026, 3, 6), clerk), ("LF", date(2026, 3, 17), None),
         ("LF", date(2026, 3, 20), handler), ("YM", date(2026, 3, 6), None)]
    ):  # fmt: skip
        add_item(add_case(county, f"OPEN-{number}", organ=organ, due_on=due), person, due_on=due)
    for number in range(4):
        closed = date(2026, 2, 10) + timedelta(days=number)
        case = add_case(
            county, f"DONE-{number}", organ="YM" if number == 3 else "LF", state="archived", closed_on=closed,
            received_on=closed - timedelta(days=8 * number), reply_state="missed" if number == 0 else "met",
        )  # fmt: skip
        done(case, clerk, days=6, late=number == 0)
    db.session.commit()
    return county


def done(case, person, days, late=False):
    """A completed step that took so many days."""
    item = add_item(case, person, due_on=date(2026, 1, 31) if late else date(2026, 2, 28))
    item.created_at = datetime(2026, 2, 1, 10, 0, tzinfo=OFFICE_TIME)
    item.done_at, item.done_by_id = item.created_at + timedelta(days=days), person.id
    item.status = WorkItemStatus.DONE
    db.session.flush()


def browser(client, login="supervisor"):
    return Browser(client, NOW).sign_in(login)


def total_of(page) -> int:
    return int(page.tree.xpath("//h1")[0].text_content().split()[-2])


@pytest.mark.parametrize("path", PARTS)
def test_every_number_has_a_list_of_as_many_rows(client, office, path):
    supervisor = browser(client, "prefsupervisor")
    links = [
        link for link in supervisor.get(path).tree.xpath("//main//td//a")
        if "/board/list" in link.get("href") or "/board/steps/" in link.get("href")
    ]  # fmt: skip
    assert len(links) > 1
    for link in links:
        page = supervisor.get(link.get("href"))
        number = int(link.text_content().split()[-1])
        assert total_of(page) == number, link.get("href")
        assert len(page.tree.xpath("//main//tbody/tr")) == number, link.get("href")


def row_of(page, name):
    """The cells of the first row that begins so."""
    row = next(row for row in page.tree.xpath("//main//tbody/tr") if row[0].text_content().strip() == name)
    return [cell.text_content().strip() for cell in row[1:]]


def test_the_weeks_tell_who_has_what_and_what_will_be_late(client, office):
    page = browser(client).get("/board/ahead")
    clerk = office.people["clerk"].name
    assert row_of(page, clerk) == ["1", "1", "0", "0", "0", "1"]  # two days left, six needed
    assert row_of(page, "（待认领）") == [
        "0",
        "0",
        "0",
        "1",
        "0",
        "0",
    ]  # thirteen days left
    assert row_of(page, "合计") == ["1", "1", "0", "2", "0", "1"]


def test_a_case_in_several_hands_counts_for_each_and_once_in_all(client, office):
    case = db.session.query(Case).filter_by(number="OPEN-3").one()
    clerk, handler = office.people["clerk"], office.people["handler"]
    for person, unit in ((handler, "LF"), (clerk, "LF"), (None, "LF-ZRZY")):
        add_item(case, person, due_on=case.due_on).unit_id = office.units[unit].id
    db.session.commit()
    page = browser(client).get("/board/ahead")
    assert row_of(page, "合计") == ["1", "1", "0", "2", "0", "1"]
    assert row_of(page, office.units["LF"].name) == ["1", "1", "0", "2", "0", "1"]
    assert row_of(page, office.units["LF-ZRZY"].name) == ["0", "0", "0", "1", "0", "0"]
    assert row_of(page, handler.name) == ["0", "0", "0", "1", "0", "0"]
    assert row_of(page, clerk.name) == ["1", "1", "0", "1", "0", "1"]
    assert row_of(page, "（待认领）") == ["0", "0", "0", "2", "0", "0"]


def test_one_late_step_of_several_makes_the_case_late_for_every_hand(client, office):
    case = db.session.query(Case).filter_by(number="OPEN-1").one()
    add_item(case, office.people["handler"], due_on=case.due_on).node = "T_unknown"
    db.session.commit()
    page = browser(client).get("/board/ahead")
    assert row_of(page, "合计")[-1] == "1"
    assert row_of(page, office.people["handler"].name) == ["0", "1", "0", "1", "0", "1"]


def test_a_case_without_an_open_step_counts_in_all(client, office):
    item = db.session.query(WorkItem).join(Case).filter(Case.number == "OPEN-2").one()
    item.status = WorkItemStatus.CANCELLED
    db.session.commit()
    page = browser(client).get("/board/ahead")
    assert row_of(page, "合计") == ["1", "1", "0", "2", "0", "1"]
    assert not any("（待认领）" in row[0].text_content() for row in page.tree.xpath("//main//tbody/tr"))


def test_two_of_a_step_predict_nothing(client, office):
    case = db.session.query(Case).filter_by(number="DONE-1").one()
    db.session.query(WorkItem).filter_by(case_id=case.id).one().status = WorkItemStatus.OPEN
    db.session.commit()
    assert row_of(browser(client).get("/board/ahead"), office.people["clerk"].name)[-1] == "0"


def test_a_step_tells_its_mean_and_its_share_of_late_work(client, office):
    page = browser(client).get("/board/steps")
    assert row_of(page, "审核") == ["3", "6.0", "1", "34%"]
    assert "6.0 天 · 逾期 34%" in page.text  # above the step in the diagram
    late = browser(client).get("/board/steps/disclosure/T_screening?late=1")
    assert "DONE-0" in late.words
    assert "DONE-1" not in late.words


def exported(client, path):
    """The rows of the first sheet."""
    with timekeeping.moved_to(NOW):
        answer = client.post(path)
    assert answer.status_code == 200
    return list(load_workbook(BytesIO(answer.data)).worksheets[0].iter_rows(values_only=True))


def test_a_county_sees_its_own_closed_cases_and_the_prefecture_all(client, office):
    assert row_of(browser(client).get("/board/analysis"), "禄丰市人民政府")[-2].startswith("66.6%3")
    assert "元谋县人民政府" not in browser(client).get("/board/analysis").words
    client.post("/signout")
    assert "元谋县人民政府" in browser(client, "prefsupervisor").get("/board/analysis").words


@pytest.mark.parametrize("path", PARTS)
def test_each_part_is_printed_and_exported_on_record(client, office, path):
    supervisor = browser(client)
    assert "打印时间" in supervisor.get(f"{path}/print").words
    assert len(exported(client, f"{path}/export")) > 1
    assert db.session.query(AuditEntry).filter_by(tag="list.exported").count() == 1


def test_the_work_of_a_step_is_exported_whole(client, office):
    browser(client)
    assert len(exported(client, "/board/steps/disclosure/T_screening/export")) == 1 + 3


def test_a_due_day_of_another_year_tells_its_year(client, office):
    add_item(
        add_case(office, "OLD", due_on=date(2025, 12, 26)), office.people["clerk"], due_on=date(2025, 12, 26)
    )
    db.session.commit()
    rows = browser(client).get("/board/list").tree.xpath("//main//tbody/tr")
    days = {row.xpath(".//td[@class='c-number num']")[0].text_content().strip():
            row.xpath(".//span[starts-with(@class,'due ')]/b")[0].text_content().strip() for row in rows}  # fmt: skip
    assert (days["OLD"], days["OPEN-1"]) == ("2025-12-26 周五", "03-06 周五")
    inbox = browser(client, "clerk").get("/desk").tree.xpath("//main//span[starts-with(@class,'due ')]/b")
    assert [day.text_content().strip() for day in inbox] == ["2025-12-26 周五", "02-27 周五", "03-06 周五"]


@pytest.mark.parametrize("login", ["clerk", "handler", "admin"])
def test_others_see_no_part(client, app, login):
    other = Browser(client, NOW).sign_in(login)
    paths = (*PARTS, "/board/steps/print", "/board/steps/disclosure/T_screening")
    assert [other.get(path).status for path in paths] == [403] * len(paths)


def test_a_step_that_nobody_completed_here_is_not_found(client, office):
    assert browser(client).get("/board/steps/disclosure/T_nothing").status == 404
    assert browser(client).get("/board/steps/nobody/T_screening").status == 404


def test_an_empty_office_shows_pages_without_numbers(client, app):
    supervisor = browser(client)
    assert [supervisor.get(path).status for path in PARTS] == [200] * len(PARTS)
