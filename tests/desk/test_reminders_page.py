"""全部提醒: every unread reminder of a person in pages, the oldest due day first, by kind, read where it is listed."""

import re
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import insert, select, update

from app.casework.models import Alert, AlertNotice, Case
from app.casework.models.cases import CaseState
from app.casework.work.paging import PAGE_SIZE
from app.database import db
from app.timekeeping import OFFICE_TIME
from tests.casework.office_cases import add_case, add_clock
from tests.support.statements import counted

pytestmark = pytest.mark.database
FIRST = date(2026, 3, 9)
TOLD = datetime(2026, 3, 5, 9, 0, tzinfo=OFFICE_TIME)
ADDRESS = "/desk/reminders"


def remind(county, number, due_on=FIRST, kind="reply", login="clerk", times=1):
    """Somebody is told of a clock of a new case, so often."""
    case = add_case(county, number)
    clock = add_clock(case, due_on, kind=kind)
    for time in range(times):
        alert = db.session.scalars(
            insert(Alert).returning(Alert.id),
            [{"case_id": case.id, "kind": clock.kind, "key": clock.key, "due_on": due_on, "due_at": clock.due_at,
              "stage": f"after_{time}", "raised_on": TOLD.date()}],
        ).one()  # fmt: skip
        db.session.execute(insert(AlertNotice).values(
            alert_id=alert, person_id=county.people[login].id, level="clerk", due_on=due_on, told_at=TOLD))  # fmt: skip
    db.session.commit()
    return case


def listed(page):
    return re.findall(r'<td data-label="办件"><a class="num" href="/desk/cases/([^"]+)"', page.text)


def test_all_stand_there_the_oldest_due_day_first_each_with_its_case_and_once(app, county, browser):
    for number in range(12):
        remind(county, f"N-{number:02}", FIRST + timedelta(days=11 - number), times=2)
    remind(county, "N-of-another", login="reviewer")
    page = browser("clerk").get(ADDRESS)
    assert listed(page) == [f"N-{number:02}" for number in reversed(range(12))]
    assert "未阅提醒 12 条" in page.text
    assert 'href="/desk/reminders">查看全部提醒' in browser("clerk").get("/desk").text
    assert listed(browser("reviewer").get(ADDRESS)) == ["N-of-another"]


def test_what_is_read_or_over_by_itself_is_not_listed(app, county, browser):
    read, ended, moved, stands = (remind(county, f"N-{number}") for number in range(4))
    of_read = select(Alert.id).where(Alert.case_id == read.id)
    db.session.execute(update(AlertNotice).where(AlertNotice.alert_id.in_(of_read)).values(read_at=TOLD))
    db.session.execute(update(Case).where(Case.id == ended.id).values(state=CaseState.CLOSED))
    db.session.execute(update(Alert).where(Alert.case_id == moved.id).values(due_at=TOLD))
    db.session.commit()
    assert listed(browser("clerk").get(ADDRESS)) == [stands.number]


def test_it_is_turned_and_narrowed_and_read_where_it_stands(app, county, browser):
    for number in range(PAGE_SIZE + 3):
        remind(county, f"N-{number:02}", FIRST + timedelta(days=number))
    remind(county, "N-fee", kind="clarification")
    clerk = browser("clerk")
    assert len(listed(clerk.get(ADDRESS))) == PAGE_SIZE
    assert listed(clerk.get(f"{ADDRESS}?page=2")) == [
        f"N-{number}" for number in range(PAGE_SIZE - 1, PAGE_SIZE + 3)
    ]
    narrowed = clerk.get(f"{ADDRESS}?kind=clarification")
    assert listed(narrowed) == ["N-fee"]
    assert listed(clerk.get(f"{ADDRESS}?kind=nonsense&page=99")) == listed(clerk.get(f"{ADDRESS}?page=2"))
    [address] = re.findall(r'action="(/desk/cases/N-fee/alerts[^"]*)"', narrowed.text)
    sent = clerk.post(address.replace("&amp;", "&"), {"form_key": "a"})
    assert sent.location == f"{ADDRESS}?page=1&kind=clarification"
    assert "N-fee" not in listed(clerk.get(ADDRESS))


def test_it_asks_no_more_for_many_than_for_two(app, county, browser):
    remind(county, "N-a")
    remind(county, "N-b")
    clerk = browser("clerk")
    clerk.get(ADDRESS)
    with counted() as few:
        clerk.get(ADDRESS)
    for number in range(30):
        remind(county, f"N-{number}")
    with counted() as many:
        assert len(listed(clerk.get(ADDRESS))) == 32
    assert len(many) <= len(few)


def test_it_is_for_whoever_works_at_the_desk(app, county, browser):
    assert browser("admin").get(ADDRESS).status_code == 403
    assert "没有未阅的提醒" in browser("handler").get(ADDRESS).text
