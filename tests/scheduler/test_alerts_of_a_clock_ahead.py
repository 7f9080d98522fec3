"""A clock that was wrong from the start of the machine has raised alerts: they come again on their true days."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app import timekeeping
from app.casework.acts.actor import SYSTEM
from app.casework.acts.commands import perform
from app.casework.messages.dispatch import dispatch_due
from app.casework.models import Alert, AlertNotice, OutboxMessage
from app.casework.terms.digest import send_digests
from app.casework.terms.sweep import raise_alerts
from app.database import db
from app.scheduler.clock import confirm_clock
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]


def stages() -> dict[str, date]:
    db.session.expire_all()
    return {one.stage: one.raised_on for one in db.session.scalars(select(Alert).order_by(Alert.id))}


def mails() -> list[str]:
    words = db.session.scalars(select(OutboxMessage.key).where(OutboxMessage.kind == "mail"))
    return [key for key in words if key.startswith("alert:")]


@pytest.fixture
def ahead() -> Office:
    """A case in hand; one day its machine starts 25 days ahead, and everything is swept, told and sent."""
    office = Office()
    office.apply()
    office.assigned().later(days=2)
    raise_alerts(office.now)
    wrong = office.now + timedelta(days=25)
    raise_alerts(wrong)
    send_digests(wrong)
    assert stages()
    return office


def confirmed(office: Office) -> None:
    with timekeeping.moved_to(office.now):
        perform(confirm_clock, actor=SYSTEM, now=office.now, boot=None)


def test_what_it_raised_is_taken_back_and_comes_on_its_true_days(ahead):
    early = stages()
    assert min(early.values()) > ahead.now.date()
    confirmed(ahead)
    assert (stages(), db.session.scalars(select(AlertNotice)).all(), mails()) == ({}, [], [])
    for _ in range(40):
        ahead.later(days=1)
        raise_alerts(ahead.now)
    true = stages()
    assert set(early) <= set(true)
    assert all(true[stage] <= early[stage] for stage in early)
    assert true["before_10"] < true["before_5"] < true["before_1"] < true["due_today"]
    assert any(":before_5:" in key for key in mails()), "told of again"


def test_a_mail_that_was_sent_stays_on_record_and_stands_in_nobodys_way(ahead):
    dispatch_due(ahead.now + timedelta(days=25))
    sent = db.session.scalars(select(OutboxMessage.id).where(OutboxMessage.state != "pending")).all()
    confirmed(ahead)
    assert set(sent) <= set(db.session.scalars(select(OutboxMessage.id)))
    assert mails() == []


def test_what_a_right_clock_raised_stays(ahead):
    confirmed(ahead)
    for _ in range(20):
        ahead.later(days=1)
        raise_alerts(ahead.now)
    before, told = stages(), mails()
    assert before
    confirmed(ahead)
    assert (stages(), mails()) == (before, told)
