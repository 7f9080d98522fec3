import email
import socket
import threading
from datetime import timedelta
from email import policy

import pytest
from sqlalchemy import select

from app.casework.acts.commands import transaction
from app.casework.messages import mail, outbox
from app.casework.messages.dispatch import KEY, Fate, NotSent, NowhereToGo, dispatch_due
from app.casework.messages.smtp import MailMisconfigured, Relay
from app.casework.models.outbox import OutboxMessage, OutboxPolicy
from app.database import db
from app.office.models import Person
from tests.casework.office_cases import at
from tests.support.office import Office

NOW = at(2026, 3, 2)


@pytest.fixture
def mailbox(app, tmp_path, monkeypatch):
    monkeypatch.setitem(app.config, "MAILBOX_FOLDER", tmp_path / "mailbox")
    monkeypatch.setitem(app.config, "SMTP_URL", "")
    monkeypatch.setitem(app.config, "PUBLIC_URL", "https://zwgk.example.cn")
    return tmp_path / "mailbox"


@pytest.fixture
def clerk(county):
    person = county.people["clerk"]
    person.email = "clerk@example.cn"
    db.session.commit()
    return person.id


def letter_to(person_id, key="alert:1", subject="【临期】LF-2026-0001"):
    return {**mail.payload(person_id, subject, "期限将到，请办理。"), KEY: key}


def read(file):
    return email.message_from_bytes(file.read_bytes(), policy=policy.default)


def test_in_the_demo_a_mail_becomes_one_file(mailbox, clerk):
    mail.send(letter_to(clerk))
    [file] = mailbox.iterdir()
    message = read(file)
    assert file.suffix == ".eml"
    assert file.stat().st_mode & 0o777 == 0o600
    assert message["To"] == "clerk@example.cn"
    assert message["Subject"] == "【临期】LF-2026-0001"
    assert message.get_content().strip() == "期限将到，请办理。\nhttps://zwgk.example.cn/desk"
    assert message["From"].addresses[0].addr_spec == "no-reply@zwgk.example.cn"
    assert message["Auto-Submitted"] == "auto-generated"


def test_an_office_without_a_server_sends_nothing_and_no_mail_counts_as_sent(
    app, mailbox, clerk, monkeypatch
):
    monkeypatch.setitem(app.config, "FOLDER_TAKES_MAIL", False)
    office = Office()
    office.apply(email="applicant@example.cn")
    office.registered()
    with transaction():
        outbox.add(mail.MAIL, "alert:1", mail.payload(clerk, "临期", "请办理"), NOW, OutboxPolicy.RETRY, None)
    dispatch_due(NOW + timedelta(days=1))
    mails = db.session.scalars(select(OutboxMessage).where(OutboxMessage.kind == mail.MAIL)).all()
    assert {"party_of" in one.payload for one in mails} == {True, False}
    told = {(one.state, one.sent_at, one.last_error) for one in mails}
    assert told == {("no_address", None, "本系统没有设置邮件服务器")}
    assert not mailbox.exists()
    (app.config["INSTANCE"] / mail.DEMO).touch()
    try:
        mail.send(letter_to(clerk))
    finally:
        (app.config["INSTANCE"] / mail.DEMO).unlink()
    assert len(list(mailbox.iterdir())) == 1, "the folder of the demo takes it"


def test_the_same_message_again_is_the_same_mail(mailbox, clerk):
    mail.send(letter_to(clerk))
    [first] = [read(file)["Message-ID"] for file in mailbox.iterdir()]
    mail.send(letter_to(clerk))
    [again] = [read(file)["Message-ID"] for file in mailbox.iterdir()]
    mail.send(letter_to(clerk, key="alert:2"))
    assert first == again == f"<{mail.digest_of('alert:1')}@zwgk.example.cn>"
    assert len({read(file)["Message-ID"] for file in mailbox.iterdir()}) == 2


def test_the_address_is_looked_up_when_sending(mailbox, clerk):
    payload = letter_to(clerk)
    assert "example.cn" not in str(payload)
    db.session.get_one(Person, clerk).email = "new@example.cn"
    db.session.commit()
    mail.send(payload)
    assert read(next(mailbox.iterdir()))["To"] == "new@example.cn"


def test_who_has_left_or_has_no_address_gets_nothing(mailbox, clerk, county):
    db.session.get_one(Person, clerk).is_active = False
    county.people["reviewer"].email = ""
    db.session.commit()
    for person_id in (clerk, county.people["reviewer"].id):
        with pytest.raises(NowhereToGo):
            mail.send(letter_to(person_id))
    assert not mailbox.exists()


def test_line_breaks_in_a_subject_add_no_headers(mailbox, clerk):
    mail.send(letter_to(clerk, subject="期限\r\nBcc: everybody@example.cn"))
    message = read(next(mailbox.iterdir()))
    assert message["Bcc"] is None
    assert message["Subject"] == "期限 Bcc: everybody@example.cn"


@pytest.mark.parametrize("address", ["a@b\r\nBcc: c@d", "nobody", "a@b, c@d", "@", "a b@c"])
def test_a_malformed_address_is_not_sent_to(mailbox, county, clerk, address):
    county.people["clerk"].email = address
    db.session.commit()
    with pytest.raises(NotSent, match="邮箱地址格式有误"):
        mail.send(letter_to(clerk))
    assert not mailbox.exists()


def test_no_address_of_an_applicant_rests_in_the_outbox(mailbox):
    office = Office()
    office.apply(email="applicant@example.cn")
    office.registered()
    waiting = list(db.session.scalars(select(OutboxMessage).where(OutboxMessage.kind == mail.MAIL)))
    told = [one for one in waiting if "party_of" in one.payload]
    assert told
    assert "applicant@example.cn" not in str([one.payload for one in waiting])
    for one in told:
        mail.send({**one.payload, KEY: one.key})
    assert {read(file)["To"] for file in mailbox.iterdir()} == {"applicant@example.cn"}


def test_a_party_without_a_case_or_a_mailbox_is_nowhere_to_be_found(mailbox):
    with pytest.raises(NowhereToGo):
        mail.send({"party_of": 4711, "subject": "x", "text": "y", KEY: "k"})


def test_addresses_are_not_logged(app, mailbox, clerk, caplog, monkeypatch):
    caplog.set_level("DEBUG", logger="app")
    mail.send(letter_to(clerk))
    monkeypatch.setitem(app.config, "SMTP_URL", "smtp://127.0.0.1:1")
    with pytest.raises(NotSent):
        mail.send(letter_to(clerk))
    assert "clerk@" not in caplog.text


@pytest.mark.parametrize(("url", "relay"), [
    ("smtp://mail.example.cn", Relay("smtp", "mail.example.cn", 25)),
    ("smtps://u%40x:p%3Aw@mail.example.cn", Relay("smtps", "mail.example.cn", 465, "u@x", "p:w")),
    ("smtp+starttls://u:p@mail.example.cn:2525", Relay("smtp+starttls", "mail.example.cn", 2525, "u", "p")),
])  # fmt: skip
def test_the_server_is_named_by_a_url(url, relay):
    assert Relay.from_url(url) == relay


@pytest.mark.parametrize("url", ["mail.example.cn", "http://u:secret@x", "smtp://", "smtp://u:secret@x:many"])
def test_an_unusable_url_is_refused_without_showing_the_password(url):
    mail.check_settings("")
    with pytest.raises(MailMisconfigured) as refused:
        mail.check_settings(url)
    assert "secret" not in str(refused.value)


class Server(threading.Thread):
    """One SMTP conversation by script: what to answer to each command; None drops the connection."""

    def __init__(self, **answers):
        super().__init__(daemon=True)
        self.answers, self.heard = answers, []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.settimeout(10)
        self.port = self.listener.getsockname()[1]

    def run(self):
        connection, _ = self.listener.accept()
        with self.listener, connection:
            self.talk(connection)

    def talk(self, connection):
        with connection.makefile("rwb") as lines:
            self.say(lines, "220 ready")
            while line := lines.readline().decode().strip():
                self.heard.append(line)
                verb = line.split()[0].upper()
                answer = self.answers.get(verb, {"DATA": "354 go on", "QUIT": "221 bye"}.get(verb, "250 ok"))
                if answer is None:
                    return
                self.say(lines, answer)
                if verb == "DATA" and answer.startswith("354") and not self.take_body(lines):
                    return

    def take_body(self, lines):
        while (line := lines.readline()) not in (b".\r\n", b""):
            self.heard.append(line.decode().strip())
        end = self.answers.get("END", "250 taken")
        if end is not None:
            self.say(lines, end)
        return end is not None

    def say(self, lines, answer):
        lines.write(answer.encode() + b"\r\n")
        lines.flush()


def outcome(app, monkeypatch, clerk, policy=OutboxPolicy.ASK, **answers):
    """What becomes of a mail when the server answers like this, and what the server heard."""
    server = Server(**answers)
    server.start()
    monkeypatch.setitem(app.config, "SMTP_URL", f"smtp://127.0.0.1:{server.port}")
    with transaction():
        outbox.add(mail.MAIL, "k", mail.payload(clerk, "s", "t"), NOW, policy, None)
    fate = dispatch_due(NOW)
    server.join(10)
    return fate, server.heard


def test_a_server_gets_the_message_with_its_stable_id(app, mailbox, clerk, monkeypatch):
    fate, heard = outcome(app, monkeypatch, clerk)
    assert fate == {Fate.SENT: 1}
    assert f"Message-ID: <{mail.digest_of('k')}@zwgk.example.cn>" in heard
    assert "rcpt TO:<clerk@example.cn>" in heard


@pytest.mark.parametrize(("answers", "fate"), [
    ({"RCPT": "550 no such user"}, Fate.FAILED),
    ({"MAIL": "451 greylisted"}, Fate.FAILED),
    ({"END": "554 refused"}, Fate.FAILED),
    ({"EHLO": None}, Fate.FAILED),
    ({"END": None}, Fate.UNCERTAIN),
    ({"QUIT": None}, Fate.SENT),
])  # fmt: skip
@pytest.mark.usefixtures("mailbox")
def test_only_a_broken_end_leaves_it_open_whether_the_mail_went_out(app, clerk, monkeypatch, answers, fate):
    assert outcome(app, monkeypatch, clerk, **answers)[0] == {fate: 1}


def test_a_server_that_is_away_is_tried_again_later(app, mailbox, clerk, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(NotSent, match="无法连接邮件服务器"):
        Relay("smtp", "127.0.0.1", port).send(mail.compose(letter_to(clerk), "clerk@example.cn"))


def test_a_server_without_encryption_gets_neither_password_nor_mail(app, mailbox, clerk):
    server = Server(STARTTLS="502 not here", EHLO="250 ok")
    server.start()
    relay = Relay("smtp+starttls", "127.0.0.1", server.port, "user", "secret")
    with pytest.raises(NotSent, match="不接受问候、加密或登录"):
        relay.send(mail.compose(letter_to(clerk), "clerk@example.cn"))
    server.join(10)
    assert not [line for line in server.heard if "AUTH" in line.upper() or "MAIL" in line.upper()]
