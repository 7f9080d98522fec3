"""The bell: of how many cases a person was told something that is not read; from a hundred on, that they are many."""

import re
from datetime import date, datetime

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import insert, select

from app.casework.models import Alert, AlertNotice
from app.casework.work import reminders
from app.database import db
from app.office.people import find_person
from app.office.permissions import standing_of
from app.timekeeping import OFFICE_TIME
from tests.casework.office_cases import add_case, add_clock
from tests.support.statements import counted

pytestmark = pytest.mark.database
DUE = date(2026, 3, 9)
TOLD = datetime(2026, 3, 5, 9, 0, tzinfo=OFFICE_TIME)


def remind(county, cases, times=1):
    """The clerk is told of the clocks of so many new cases, of each so often."""
    for number in range(cases):
        case = add_case(county, f"N-{number}")
        clock = add_clock(case, DUE)
        alerts = [
            {"case_id": case.id, "kind": clock.kind, "key": clock.key, "due_on": DUE, "due_at": clock.due_at,
             "stage": f"after_{time}", "raised_on": TOLD.date()}
            for time in range(times)
        ]  # fmt: skip
        ids = db.session.scalars(insert(Alert).returning(Alert.id), alerts).all()
        told = [
            {"alert_id": id_, "person_id": county.people["clerk"].id, "level": "clerk", "due_on": DUE, "told_at": TOLD}
            for id_ in ids
        ]  # fmt: skip
        db.session.execute(insert(AlertNotice), told)
    db.session.commit()


def told_of(login="clerk"):
    return reminders.cases_to_remember(standing_of(find_person(login), TOLD.date()))


def bell(page):
    return re.search('aria-label="(消息，[^"]*)"', page.text)[1]


@pytest.mark.parametrize(
    ("cases", "said"), [(0, "消息，0 条未读"), (99, "消息，99 条未读"), (100, "消息，99+ 条未读")]
)
def test_from_a_hundred_on_they_are_many(app, county, browser, cases, said):
    remind(county, cases)
    assert bell(browser("clerk").get("/desk?box=pool")) == said


def test_of_few_cases_the_number_is_exact_however_many_notices_there_are(app, county):
    remind(county, 2, times=reminders.LOOKED_AT)
    assert told_of() == 2
    assert told_of("reviewer") == 0


def test_no_more_notices_are_looked_at_than_are_needed(app, county):
    remind(county, 200, times=2)
    with counted() as sent:
        assert told_of() >= reminders.MANY
    assert len([one for one in sent if "alert_notice" in one]) == 1


def test_an_office_of_before_learns_the_due_day_of_each_notice(app, county):
    remind(county, 3, times=2)
    db.session.remove()
    downgrade(revision="0144")
    upgrade(revision="heads")
    days = select(AlertNotice.due_on, Alert.due_on).join(AlertNotice.alert)
    assert {tuple(row) for row in db.session.execute(days)} == {(DUE, DUE)}
    assert told_of() == 3


@pytest.mark.parametrize(("cases", "said"), [(8, ""), (9, "8 / 共 9 条"), (120, "8 / 共 99+ 条")])
def test_the_desk_says_how_many_reminders_it_does_not_show(app, county, browser, cases, said):
    remind(county, cases)
    page = browser("clerk").get("/desk?box=pool").text
    assert re.findall(r"\d+ / 共 [\d+]+ 条", page) == ([said] if said else [])
    assert page.count('<form class="reminder-read"') == 8 or page.count("reminder-read") == 8


def test_more_than_are_shown_are_read_only_after_their_number_was_said(app, county, browser):
    remind(county, 9, times=2)
    clerk = browser("clerk")
    asked = clerk.post("/desk/alerts", {"form_key": "a"})
    assert "未阅提醒 18 条，涉及办件 9 件" in asked.text
    assert bell(clerk.get("/desk?box=pool")) == "消息，9 条未读"
    done = clerk.post("/desk/alerts", {"form_key": "b", "confirmed": "1"})
    assert (done.status_code, done.location) == (302, "/desk")
    page = clerk.get("/desk?box=pool")
    assert bell(page) == "消息，0 条未读"
    assert "已阅全部期限提醒 18 条" in page.text


def test_as_many_as_are_shown_are_read_at_once(app, county, browser):
    remind(county, 8)
    assert browser("clerk").post("/desk/alerts", {"form_key": "a"}).status_code == 302
