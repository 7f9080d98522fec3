"""What the pages of the board send to the database: few statements, as many for one case as for many."""

from datetime import date

import pytest
from sqlalchemy import text

from app.board import ahead
from app.board.wanted import titles
from app.casework.models import Alert, AlertNotice
from app.database import db, is_sqlite
from app.law.clock import ClockKind
from tests.board.test_parts import NOW, browser
from tests.casework.office_cases import add_case, add_clock, add_item
from tests.support.statements import counted

pytestmark = pytest.mark.database
DUE = date(2026, 3, 6)
MOST = {"/board": 19, "/board/ahead": 10, "/board/pressing": 9, "/board/analysis": 9, "/board/list": 11}


@pytest.fixture
def busy(county):
    """Twenty open cases in hand, of each of which the supervisor was told."""
    told = county.people["supervisor"]
    for number in range(20):
        case = add_case(county, f"OPEN-{number}", due_on=DUE)
        add_item(case, county.people["clerk"], due_on=DUE)
        clock = add_clock(case, DUE)
        alert = Alert(
            case_id=case.id, kind=ClockKind.REPLY, key=clock.key, due_on=DUE, due_at=clock.due_at, stage="before-2",
            raised_on=NOW.date(),
        )  # fmt: skip
        db.session.add(alert)
        db.session.flush()
        db.session.add(
            AlertNotice(alert_id=alert.id, person_id=told.id, level="clerk", due_on=DUE, told_at=NOW)
        )
    db.session.commit()
    return county


@pytest.mark.parametrize("path", MOST)
def test_a_page_sends_few_statements(client, busy, path):
    supervisor = browser(client)
    supervisor.get(path)
    with counted() as sent:
        supervisor.get(path)
    assert len(sent) <= MOST[path], sent


def test_no_list_sends_more(client, app, busy):
    supervisor = browser(client)
    for name in titles():
        path = f"/board/list?list={name}"
        supervisor.get(path)
        with counted() as sent:
            supervisor.get(path)
        assert len(sent) <= MOST["/board/list"], (name, sent)


def test_the_bell_counts_cases_and_reads_none(client, busy):
    with counted() as sent:
        page = browser(client).get("/board")
    bell = next(one for one in sent if "FROM alert_notice" in one)
    assert bell.startswith("SELECT count(DISTINCT ")
    assert page.tree.xpath("//a[@aria-label='消息，20 条未读']")


def test_open_steps_of_the_weeks_are_counted_by_the_database(app, busy):
    with counted() as sent:
        found = ahead.outlook({busy.units["LF"].id}, NOW)
    assert found.total.numbers == [0, 20, 0, 0, 0, 0]
    assert sum("work_item" in one for one in sent) == 1
    assert any("count(*)" in one and "GROUP BY office_case.due_on, office_case.due_at" in one for one in sent)


@pytest.mark.parametrize("path", ["/board/ahead", "/board/list?list=predicted"])
def test_means_are_not_looked_through_for_each_open_case(client, busy, path):
    """A county has some thousand hands; beside cases, of which it expects one, PostgreSQL reads all means for each."""
    supervisor = browser(client)
    with counted() as sent:
        supervisor.get(path)
    assert sum("FROM step_in_month" in one for one in sent) == 1
    assert not any("step_in_month" in one and "office_case" in one for one in sent)


def test_open_steps_are_found_in_the_index_of_open_items(app, busy):
    if not is_sqlite():
        return
    plan = db.session.execute(
        text(
            "EXPLAIN QUERY PLAN SELECT node, unit_id, assignee_id FROM work_item WHERE case_id = 1 AND status = 'open'"
        )
    ).all()
    assert "COVERING INDEX ix_work_item_steps" in plan[0][-1]
