"""A mail server that says "later", or breaks off before the message, loses no mail, and no letter counts as refused."""

import socket
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.casework.acts.commands import transaction
from app.casework.contract.platform import platform
from app.casework.letters import mailing
from app.casework.letters.deliveries import delivery_of
from app.casework.messages import mail, outbox, smtp
from app.casework.messages.dispatch import KEY, Fate, NotNow, WayIsShut, dispatch_due
from app.casework.messages.outbox import MAX_ATTEMPTS
from app.casework.messages.smtp import AddressRefused, Relay
from app.casework.models import OutboxMessage
from app.casework.models.outbox import OutboxPolicy, OutboxState
from app.database import db
from tests.casework.office_cases import at
from tests.casework.test_mail import Server
from tests.journeys.test_replies_by_mail import goes_out, issued, reply
from tests.test_bounded_call import dripping
from tests.test_bounded_call import tls as tls

pytestmark = pytest.mark.database
NOW = at(2026, 3, 2)
LATER = {
    "no room at MAIL": {"MAIL": "452 4.3.1 insufficient system storage"},
    "greylisted": {"RCPT": "450 4.2.0 greylisted, try again in 300 seconds"},
    "mailbox full": {"RCPT": "452 4.2.2 mailbox full"},
    "closing at MAIL": {"MAIL": "421 4.3.2 shutting down"},
    "closing at RCPT": {"RCPT": "421 4.3.2 shutting down"},
    "DATA not now": {"DATA": "451 4.3.0 not now"},
    "queue cannot be written": {"END": "451 4.3.0 queue file write error"},
    "closing after the message": {"END": "421 4.3.2 shutting down"},
    "dropped at MAIL": {"MAIL": None},
    "dropped at RCPT": {"RCPT": None},
    "nonsense at MAIL": {"MAIL": "what?"},
    "nonsense at RCPT": {"RCPT": "what?"},
}
each_way = pytest.mark.parametrize("answers", LATER.values(), ids=LATER)


class Patient(Server):
    """One conversation after the other, all by the same script."""

    def run(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection:
                self.talk(connection)


@contextmanager
def server(app, monkeypatch, **answers):
    here = Patient(**answers)
    here.start()
    monkeypatch.setitem(app.config, "SMTP_URL", f"smtp://127.0.0.1:{here.port}")
    try:
        yield here
    finally:
        here.listener.shutdown(socket.SHUT_RDWR)
        here.join(10)
        here.listener.close()


@pytest.fixture
def ordered(county):
    """One mail to the clerk, of the policy asked for."""
    person = county.people["clerk"]
    person.email = "clerk@example.cn"
    db.session.commit()

    def order(policy):
        content = mail.payload(person.id, "s", "t")
        with transaction():
            outbox.add(mail.MAIL, "k", content, NOW, policy, None)

    return order


def only():
    db.session.rollback()
    return db.session.scalars(select(OutboxMessage).where(OutboxMessage.key == "k")).one()


@each_way
@pytest.mark.parametrize("policy", OutboxPolicy)
def test_later_for_three_days_loses_no_mail(app, ordered, monkeypatch, answers, policy):
    ordered(policy)
    with server(app, monkeypatch, **answers):
        for hours in range(0, 72, 4):
            assert dispatch_due(NOW + timedelta(hours=hours)) == {Fate.FAILED: 1}
    assert only().attempts <= MAX_ATTEMPTS / 2
    assert outbox.wait_too_long(NOW + timedelta(hours=69))
    with server(app, monkeypatch):
        assert dispatch_due(NOW + timedelta(hours=72)) == {Fate.SENT: 1}


@pytest.mark.parametrize("answers", [
    {"MAIL": "550 no"}, {"RCPT": "550 no such user"}, {"DATA": "554 no"}, {"END": "554 refused"},
])  # fmt: skip
def test_never_is_still_given_up_after_the_last_attempt(app, ordered, monkeypatch, answers):
    ordered(OutboxPolicy.RETRY)
    with server(app, monkeypatch, **answers):
        for hours in range(0, 4 * MAX_ATTEMPTS, 4):
            dispatch_due(NOW + timedelta(hours=hours))
    assert only().state == OutboxState.DEAD


@pytest.mark.parametrize("answer", [None, "250", "what?", "299 perhaps"])
def test_what_broke_behind_the_message_is_for_a_person(app, ordered, monkeypatch, answer):
    """250 alone took it; anything that is neither yes nor no leaves it open."""
    ordered(OutboxPolicy.ASK)
    with server(app, monkeypatch, END=answer):
        fate = dispatch_due(NOW)
    assert fate == {Fate.SENT if answer == "250" else Fate.UNCERTAIN: 1}


@pytest.mark.parametrize(("answer", "error"), [
    ("450 4.2.0 greylisted", NotNow), ("452 4.2.2 full", NotNow), ("421 closing", WayIsShut),
    ("550 5.1.1 no such user", AddressRefused), ("553 5.1.3 no", AddressRefused),
])  # fmt: skip
def test_an_address_is_refused_by_5xx_alone(app, answer, error):
    here = Server(RCPT=answer)
    here.start()
    message = mail.compose({"subject": "s", "text": "t", KEY: "k"}, "reader@example.cn")
    with pytest.raises(error) as found:
        Relay("smtp", "127.0.0.1", here.port).send(message)
    here.join(10)
    assert found.type is error


def test_who_is_asked_to_come_later_holds_up_no_other(app, monkeypatch):
    done = []

    def handler(payload):
        if payload[KEY] == "full":
            raise NotNow("邮件服务器要求稍后再试，回应 452")
        done.append(payload[KEY])

    monkeypatch.setitem(platform().outbox_handlers, "probe", handler)
    with transaction():
        for key in ("full", "a", "b"):
            outbox.add("probe", key, {}, NOW, OutboxPolicy.RETRY, None)
    assert dispatch_due(NOW) == {Fate.FAILED: 1, Fate.SENT: 2}
    assert done == ["a", "b"]


def test_over_tls_the_mail_goes_to_the_server_of_that_name_alone(app, tls):
    """smtps://"""

    class Secure(Server):
        def talk(self, connection):
            try:
                with tls.wrap_socket(connection, server_side=True) as line:
                    super().talk(line)
            except OSError:
                return

    message = mail.compose({"subject": "s", "text": "t", KEY: "k"}, "reader@example.cn")
    for host in ("127.0.0.1", "localhost"):
        here = Secure()
        here.start()
        relay = Relay("smtps", host, here.port)
        if host == "127.0.0.1":
            relay.send(message)
            assert "rcpt TO:<reader@example.cn>" in here.heard
        else:
            with pytest.raises(WayIsShut, match="SSLCertVerificationError"):
                relay.send(message)
        here.join(10)


@pytest.mark.parametrize("begin", [b"", b"220-"], ids=["nothing", "a greeting without an end"])
def test_a_server_that_speaks_byte_by_byte_is_cut_off(app, monkeypatch, begin):
    monkeypatch.setattr(smtp, "LONGEST", 0.4)
    message = mail.compose({"subject": "s", "text": "t", KEY: "k"}, "reader@example.cn")
    with dripping(begin) as url, pytest.raises(WayIsShut):
        Relay("smtp", "127.0.0.1", int(url.rsplit(":", 1)[1].strip("/"))).send(message)


@pytest.mark.parametrize("answers", [LATER["greylisted"], LATER["closing at RCPT"], LATER["mailbox full"]])
def test_later_is_no_failed_delivery_of_a_letter(app, monkeypatch, answers):
    office = issued()
    with server(app, monkeypatch, **answers):
        goes_out(office)
    letter = reply(office).id
    assert (delivery_of(letter).state, delivery_of(letter).note) == ("pending", "")
    assert "系统将再试" in mailing.trouble_of(letter)
    office.later(hours=1)
    with server(app, monkeypatch):
        goes_out(office)
    assert [one.state for one in reply(office).deliveries] == ["delivered"]
