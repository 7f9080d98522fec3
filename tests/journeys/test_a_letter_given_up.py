"""A letter whose PDF failed for good is never delivered, its clerk hears of it, and nobody can say that it went out."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app import timekeeping
from app.casework.acts.actor import SYSTEM
from app.casework.acts.commands import perform
from app.casework.acts.errors import CannotHappenNow
from app.casework.contract.platform import platform
from app.casework.letters.deliveries import delivery_of
from app.casework.letters.made import LetterNotMade
from app.casework.letters.typesetting import record_rendered
from app.casework.messages import outbox
from app.casework.messages.decisions import settle_message
from app.casework.messages.dispatch import NotSent, dispatch_due
from app.casework.models import AuditEntry, OutboxMessage
from app.casework.models.outbox import OutboxState
from app.casework.terms import clocks
from app.database import db
from app.processes.disclosure.registration import request_of
from tests.support.browsing import Browser
from tests.support.office import Office
from tests.support.papers import paper
from tests.support.setting import held_back

pytestmark = pytest.mark.database


@pytest.fixture
def office(app, monkeypatch):
    """The reply of a case; whoever is to set it fails every time."""

    def fail(_payload):
        raise NotSent("缺少字体")

    monkeypatch.setitem(platform().outbox_handlers, outbox.RENDER, fail)
    office = Office()
    office.apply()
    office.signed()
    with held_back():
        office.do("reviewer", "T_issue", checked=True)
    return office


def tries_until_it_gives_up(office: Office) -> None:
    for _ in range(outbox.MAX_ATTEMPTS):
        office.later(hours=3)
        with timekeeping.moved_to(office.now):
            dispatch_due(office.now)
    with timekeeping.moved_to(office.later(minutes=1).now):
        dispatch_due(office.now)


def of_kind(kind: str) -> list[OutboxMessage]:
    db.session.rollback()
    return list(db.session.scalars(select(OutboxMessage).where(OutboxMessage.kind == kind)))


def rendering(office: Office) -> OutboxMessage:
    letter_id = request_of(office.case).reply_letter_id
    return next(one for one in of_kind(outbox.RENDER) if one.payload["letter_id"] == letter_id)


def lines(office: Office) -> list[str]:
    query = select(AuditEntry.summary).where(AuditEntry.tag == "letter.given_up")
    return list(db.session.scalars(query.where(AuditEntry.case_id == office.case.id)))


def test_it_stays_undelivered_and_the_clock_runs_on(office):
    tries_until_it_gives_up(office)
    assert rendering(office).state == OutboxState.DEAD
    assert delivery_of(request_of(office.case).reply_letter_id).state == "pending"
    assert (office.case.state, office.open_nodes()) == ("open", {"T_deliver"})
    assert clocks.clocks_of(office.case).running("reply") is not None
    with pytest.raises(LetterNotMade):
        office.do("clerk", "T_deliver", delivery="delivered", method="in_person",
                  delivered_on=office.now.date().isoformat(), receiver="本人")  # fmt: skip


def test_whoever_has_the_case_is_told_once(office):
    tries_until_it_gives_up(office)
    (line,) = lines(office)
    assert "PDF 没有生成，不算送达" in line
    clerk = office.person("clerk").person_id
    mails = [one.payload for one in of_kind(outbox.MAIL) if "文书没有生成" in one.payload["subject"]]
    assert clerk in {one["person_id"] for one in mails}
    assert len({one["person_id"] for one in mails}) == len(mails)
    with timekeeping.moved_to(office.later(days=1).now):
        dispatch_due(office.now)
    assert len(lines(office)) == 1


def test_it_reads_so_on_the_desk(office, client):
    tries_until_it_gives_up(office)
    clerk = Browser(client).sign_in("clerk")
    assert "PDF 没有生成，不算送达" in clerk.get(f"/desk/cases/{office.number}").words
    listed = clerk.get("/desk/letters").words
    assert "PDF 没有生成，不算送达" in listed
    assert "网上送达" in listed


def test_it_cannot_be_settled_as_sent_only_made_again(office):
    tries_until_it_gives_up(office)
    admin, message = office.person("admin"), rendering(office)
    with pytest.raises(CannotHappenNow, match="没有 PDF 就没有发出"):
        office.run(settle_message, admin, case_id=office.case.id, message_id=message.id, was_sent=True)
    office.run(settle_message, admin, case_id=office.case.id, message_id=message.id, was_sent=False)
    assert rendering(office).state == OutboxState.PENDING
    letter_id, made_at = request_of(office.case).reply_letter_id, office.now + timedelta(hours=1)
    perform(
        record_rendered,
        actor=SYSTEM,
        now=made_at,
        case_id=office.case.id,
        letter_id=letter_id,
        pdf=paper("答复"),
    )
    assert delivery_of(letter_id).delivered_on == made_at.date()
    assert office.open_nodes() == {"T_archive"}


def test_made_again_meanwhile_nobody_is_alarmed(office):
    for _ in range(outbox.MAX_ATTEMPTS - 1):
        with timekeeping.moved_to(office.later(hours=3).now):
            dispatch_due(office.now)
    office.later(hours=3)
    message = rendering(office)
    with db.session.begin_nested():
        outbox.record_failure(message.id, message.lease_token, "缺少字体", office.now)
    letter_id = request_of(office.case).reply_letter_id
    db.session.commit()
    perform(record_rendered, actor=SYSTEM, now=office.now, case_id=office.case.id, letter_id=letter_id,
            pdf=paper("答复"))  # fmt: skip
    with timekeeping.moved_to(office.later(minutes=1).now):
        dispatch_due(office.now)
    assert lines(office) == []
