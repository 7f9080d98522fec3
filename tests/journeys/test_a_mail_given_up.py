"""A mail to the applicant that is refused for good: whoever has the case hears of it, and its page says so."""

import pytest
from sqlalchemy import select

from app import timekeeping
from app.casework.messages import mail, outbox
from app.casework.messages.decisions import settle_message
from app.casework.messages.dispatch import NotSent, dispatch_due
from app.casework.models import AuditEntry, OutboxMessage
from app.casework.models.outbox import OutboxState
from app.database import db
from tests.support.browsing import Browser
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
REFUSED = "没有发出，已停止发送"


def refuse(_payload):
    raise NotSent("收件地址被邮件服务器拒绝")


def tries_until_it_gives_up(office: Office) -> None:
    for _ in range(outbox.MAX_ATTEMPTS):
        with timekeeping.moved_to(office.later(hours=3).now):
            dispatch_due(office.now)
    with timekeeping.moved_to(office.later(minutes=1).now):
        dispatch_due(office.now)


@pytest.fixture
def office(monkeypatch):
    """A receipt waits in the account of an applicant whose mailbox does not exist."""
    monkeypatch.setattr(mail, "post", lambda payload, *_rest: refuse(payload))
    office = Office()
    office.apply()
    return office.accepted()


def told(office: Office) -> list[OutboxMessage]:
    db.session.rollback()
    wanted = OutboxMessage.key.startswith(f"{outbox.MAIL_GIVEN_UP}:mail:letter:", autoescape=True)
    return list(db.session.scalars(select(OutboxMessage).where(wanted, OutboxMessage.kind == mail.MAIL)))


def lines(office: Office) -> list[str]:
    query = select(AuditEntry.summary).where(AuditEntry.tag == "outbox.given_up")
    return list(db.session.scalars(query.where(AuditEntry.case_id == office.case.id)))


def refused(office: Office) -> OutboxMessage:
    wanted = OutboxMessage.key.startswith("mail:letter:", autoescape=True)
    return db.session.scalars(select(OutboxMessage).where(wanted)).one()


def test_those_at_work_are_told_once_and_nothing_follows_from_that_mail(office):
    tries_until_it_gives_up(office)
    assert refused(office).state == OutboxState.DEAD
    (line,) = lines(office)
    assert REFUSED in line
    reviewer = office.person("reviewer").person_id
    assert [one.payload["person_id"] for one in told(office)] == [reviewer]
    assert "applicant@example.invalid" not in told(office)[0].payload["text"]
    tries_until_it_gives_up(office)
    assert len(lines(office)) == 1


def test_the_page_of_the_case_says_so_until_it_is_settled(office, client):
    page = f"/desk/cases/{office.number}"
    clerk = Browser(client).sign_in("clerk")
    assert REFUSED not in clerk.get(page).words
    tries_until_it_gives_up(office)
    assert REFUSED in clerk.get(page).words
    message = refused(office)
    office.run(
        settle_message, office.person("admin"), case_id=office.case.id, message_id=message.id, was_sent=False
    )
    assert (
        f"有新的文书”试了 {outbox.MAX_ATTEMPTS} 次{REFUSED}。"
        not in clerk.get(page).text.split("办理记录")[0]
    )


def test_settled_before_anybody_was_told_nobody_is_alarmed(office):
    for _ in range(outbox.MAX_ATTEMPTS - 1):
        with timekeeping.moved_to(office.later(hours=3).now):
            dispatch_due(office.now)
    message = refused(office)
    with db.session.begin_nested():
        message.state, message.lease_token, message.attempts = "sending", "x", outbox.MAX_ATTEMPTS
        outbox.record_failure(message.id, "x", "拒绝", office.later(hours=1).now)
        message.state = OutboxState.SENT
    db.session.commit()
    with timekeeping.moved_to(office.later(minutes=1).now):
        dispatch_due(office.now)
    assert lines(office) == []
