"""SMS and group robots: what leaves the house, and what becomes of it when the gateway hangs, refuses or is away."""

import json
import socket
import threading
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from app import timekeeping
from app.casework.acts.commands import transaction
from app.casework.messages import messengers, webhook
from app.casework.messages.dispatch import KEY, Fate, NoAnswer, NotSent, NowhereToGo, WayIsShut, dispatch_due
from app.casework.messages.outbox import SMS, Way
from app.casework.messages.telling import Word, tell
from app.casework.models import OutboxMessage
from app.database import db
from config import ConfigurationError
from config import messengers as messengers_of
from tests.casework.office_cases import add_case, at

pytestmark = pytest.mark.database
NOW = at(2026, 3, 2)
WORD = {"subject": "【逾期】LF-2026-0001 答复期限", "path": "/desk/cases/LF-2026-0001", KEY: "alert:1"}
TAKEN = b'HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n{"errcode":0}'


@contextmanager
def gateway(*answers: bytes | None, addresses: list[str] | None = None):
    """A server that answers one connection after the other; None: takes the message and says nothing.

    `addresses` gets the paths that were asked."""
    asked, done = [], threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve():
            for answer in answers:
                line, _ = listening.accept()
                with line:
                    path, body = _message(line)
                    asked.append(body)
                    if addresses is not None:
                        addresses.append(path)
                    if answer is None:
                        done.wait(20)
                    else:
                        line.sendall(answer)

        server = threading.Thread(target=serve, daemon=True)
        server.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/robot?access_token=geheim", asked
        done.set()
        server.join(5)


def _message(line: socket.socket) -> tuple[str, bytes]:
    data = b""
    while b"\r\n\r\n" not in data:
        data += line.recv(4096)
    head, _, body = data.partition(b"\r\n\r\n")
    length = next(int(one[15:]) for one in head.split(b"\r\n") if one.lower().startswith(b"content-length"))
    while len(body) < length:
        body += line.recv(4096)
    return head.split(b" ", 2)[1].decode(), body


@pytest.fixture
def mobile(county):
    person = county.people["handler"]
    person.telephone = "138 0000 0001"
    db.session.commit()
    return person


@pytest.fixture
def setting(app, monkeypatch):
    """Sets one for this test."""
    return lambda name, value: monkeypatch.setitem(app.config, name, value)


def test_an_sms_holds_number_and_link_and_the_same_id_each_time(setting, mobile):
    with gateway(TAKEN, TAKEN) as (url, asked):
        setting("SMS_WEBHOOK_URL", url)
        for _ in range(2):
            messengers.send_sms({**WORD, "person_id": mobile.id})
    first, second = map(json.loads, asked)
    assert first == second
    assert first["mobile"] == "13800000001"
    assert first["text"].startswith("【逾期】LF-2026-0001 答复期限 http")
    assert first["text"].endswith("/desk/cases/LF-2026-0001")


def test_who_has_no_mobile_gets_none(setting, county):
    setting("SMS_WEBHOOK_URL", "http://127.0.0.1:9")
    with pytest.raises(NowhereToGo):
        messengers.send_sms({**WORD, "person_id": county.people["clerk"].id})


@pytest.mark.parametrize(("answer", "error"), [
    (b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", WayIsShut),
    (b"HTTP/1.1 429 Slower\r\nContent-Length: 0\r\n\r\n", WayIsShut),
    (b"HTTP/1.1 504 Nobody knows\r\nContent-Length: 0\r\n\r\n", NoAnswer),
    (b"HTTP/1.1 400 No\r\nContent-Length: 0\r\n\r\n", NotSent),
    (b'HTTP/1.1 200 OK\r\nContent-Length: 18\r\n\r\n{"errcode":130101}', WayIsShut),
    (b"nonsense\r\n\r\n", NoAnswer), (b"", NoAnswer),
    (b'HTTP/1.1 200 OK\r\nContent-Length: 18\r\n\r\n{"errcode":310000}', NotSent),
    (b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n", NotSent),
])  # fmt: skip
def test_what_is_not_taken_is_said_without_the_secret(setting, answer, error):
    with gateway(answer) as (url, _asked):
        setting("DINGTALK_WEBHOOK_URL", url)
        setting("DINGTALK_SECRET", "SECgeheim")
        with pytest.raises(error) as found:
            messengers.send_dingtalk(WORD)
    assert found.type is error
    assert "geheim" not in str(found.value)


def test_a_group_gets_one_line_of_text_and_dingtalk_its_signature(setting):
    """The signature was reckoned by openssl: HMAC-SHA256 of the milliseconds, a line end and the secret."""
    addresses = []
    with gateway(TAKEN, TAKEN, addresses=addresses) as (url, asked), timekeeping.moved_to(NOW):
        setting("DINGTALK_WEBHOOK_URL", url)
        setting("DINGTALK_SECRET", "SECgeheim")
        setting("WECOM_WEBHOOK_URL", url)
        messengers.send_dingtalk(WORD)
        messengers.send_wecom(WORD)
    for body in map(json.loads, asked):
        assert (body["msgtype"], [*body["text"]]) == ("text", ["content"])
        assert body["text"]["content"].startswith("【逾期】LF-2026-0001 答复期限 http")
    signed, plain = (parse_qs(urlsplit(one).query) for one in addresses)
    assert plain == {"access_token": ["geheim"]}
    assert signed == plain | {
        "timestamp": ["1772413200000"], "sign": ["iCq22QWYNJML3lhcNMlq4TWbEXgb4V6mm6c4A/+Fsi4="]
    }  # fmt: skip


def test_a_gateway_that_is_away_shuts_the_way(setting):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    setting("WECOM_WEBHOOK_URL", f"http://127.0.0.1:{port}/")
    with pytest.raises(WayIsShut):
        messengers.send_wecom(WORD)


def test_a_gateway_that_hangs_is_cut_off():
    with gateway(None) as (url, _asked), pytest.raises(NoAnswer):
        webhook.post(url, {}, {}, "短信网关", longest=0.2)


def test_a_gateway_that_hangs_ends_its_round_and_costs_one_attempt(setting, county, mobile, monkeypatch):
    monkeypatch.setattr(webhook.post, "__defaults__", (0.2,))
    case = add_case(county)
    mobile2 = county.people["unithead"]
    mobile2.telephone = "13900000002"
    db.session.commit()
    with gateway(None) as (url, _asked):
        setting("SMS_WEBHOOK_URL", url)
        with transaction():
            tell([mobile, mobile2], Word("alert:1", "标题", "正文", "/desk", case.id, is_pressing=True), NOW)
        assert dispatch_due(NOW, Way.SMS) == {Fate.FAILED: 1}
    sent = db.session.scalars(
        select(OutboxMessage).where(OutboxMessage.kind == SMS).order_by(OutboxMessage.id)
    )
    assert [one.attempts for one in sent] == [1, 0], "the other waits for the next round"
    kinds = list(db.session.scalars(select(OutboxMessage.kind).order_by(OutboxMessage.id)))
    assert kinds == ["mail", "sms", "mail", "sms"]


def test_an_address_that_cannot_be_is_refused_at_the_start_without_showing_it():
    with pytest.raises(ConfigurationError) as found:
        messengers_of({"WECOM_WEBHOOK_URL": "ftp://geheim"})
    assert "geheim" not in str(found.value)
