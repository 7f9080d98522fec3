"""Nobody whom no mail can reach has one in the outbox, where it could never be sent; what stands on the desk stays."""

import re
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from app.casework.models import AlertNotice, OutboxMessage
from app.casework.terms.alert_mails import tell_of_alerts
from app.casework.terms.calendar_watch import watch_calendar
from app.casework.terms.digest import send_digests
from app.casework.terms.sweep import raise_due
from app.database import db
from app.office.models import Person
from tests.casework.office_cases import add_case, add_clock, add_item, at
from tests.support.office import Office

pytestmark = pytest.mark.database
DUE, NOW = date(2026, 3, 6), at(2026, 3, 9)
APP = Path(__file__).resolve().parents[2] / "app"


def told():
    """The logins of those to whom a mail is to go."""
    db.session.rollback()
    ids = {
        one.payload["person_id"]
        for one in db.session.scalars(select(OutboxMessage))
        if "person_id" in one.payload
    }
    return set(db.session.scalars(select(Person.login).where(Person.id.in_(ids))))


@pytest.fixture
def late(county):
    """An overdue case in the hands of somebody without a mailbox."""
    case = add_case(county, "LF-2026-0001", due_on=DUE)
    add_clock(case, DUE)
    add_item(case, county.people["reviewer"], due_on=DUE)
    county.people["reviewer"].email = ""
    db.session.commit()
    return county


def test_a_reminder_stands_on_the_desk_and_only_the_others_get_it_by_mail(late):
    raise_due(NOW)
    tell_of_alerts(NOW)
    held = select(Person.login).join(AlertNotice, AlertNotice.person_id == Person.id)
    assert {"reviewer", "officehead"} <= set(db.session.scalars(held))
    assert "officehead" in told()
    assert "reviewer" not in told()


def test_blanks_are_no_address(late):
    late.people["officehead"].email = "  "
    db.session.commit()
    raise_due(NOW)
    tell_of_alerts(NOW)
    assert "officehead" not in told()


def test_the_digest_goes_to_those_who_can_get_it(late):
    assert send_digests(NOW) == 0
    assert told() == set()


def test_work_that_comes_is_told_to_those_who_can_get_it(county):
    office = Office()
    office.apply()
    county.people["handler"].email = ""
    db.session.commit()
    office.handled()
    assert "handler" not in told()


def test_weekly_words_to_administrators_are_no_exception(county):
    county.people["admin"].email = ""
    db.session.commit()
    assert watch_calendar(at(2030, 3, 11)) == 0
    assert told() == set()


def test_every_mail_to_a_person_goes_through_the_one_rule():
    """`mail.payload` outside of the messages: the digest alone, which leaves them out by the same rule."""
    found = {
        str(path.relative_to(APP))
        for path in APP.rglob("*.py")
        if re.search(r"mail\.payload\(", path.read_text(encoding="utf-8"))
        and "casework/messages" not in str(path)
    }
    assert found == {"casework/terms/digest.py"}
