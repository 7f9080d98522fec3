import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select

from app.casework.acts.commands import transaction
from app.casework.contract.platform import platform
from app.casework.messages import dispatch, outbox
from app.casework.messages.dispatch import (
    KEY,
    Fate,
    NotSent,
    NowhereToGo,
    WayIsShut,
    dispatch_due,
    dispatch_now,
)
from app.casework.messages.outbox import MAIL, Way
from app.casework.messages.rounds import Round
from app.casework.models import OutboxMessage
from app.casework.models.outbox import OutboxPolicy, OutboxState
from app.database import db
from tests.casework.office_cases import at

pytestmark = pytest.mark.database
ROOT = Path(__file__).parents[2]
NOW = at(2026, 3, 2)
AFTER_THE_LEASE = NOW + outbox.LEASE + timedelta(minutes=1)


@pytest.fixture
def effects(app, monkeypatch):
    """What the handler of kind "probe" did, by outbox key."""
    done = []
    monkeypatch.setitem(platform().outbox_handlers, "probe", lambda payload: done.append(payload[KEY]))
    return done


def add(*keys, policy=OutboxPolicy.RETRY, kind="probe"):
    with transaction():
        for key in keys:
            outbox.add(kind, key, {"n": 1}, NOW, policy, None)


def message(key):
    db.session.rollback()
    return db.session.query(OutboxMessage).filter_by(key=key).one()


def failing(monkeypatch, error):
    def fail(_payload):
        raise error

    monkeypatch.setitem(platform().outbox_handlers, "probe", fail)


def test_due_messages_go_out_once(effects):
    add("a", "b")
    assert dispatch_due(NOW) == {Fate.SENT: 2}
    assert dispatch_due(AFTER_THE_LEASE) == {}
    assert sorted(effects) == ["a", "b"]
    assert message("a").state == OutboxState.SENT


class Clock:
    """Time passes by one second for each message that goes out."""

    def __init__(self, effects):
        self.effects = effects

    def __call__(self):
        return float(len(self.effects))


def fill(many, kind):
    """So many messages at once, as a sweep over years of cases leaves them."""
    now = {"payload": {"n": 1}, "policy": OutboxPolicy.RETRY, "created_at": NOW, "not_before": NOW}
    with transaction():
        rows = [{"key": f"{kind}:{number}", "kind": kind, **now} for number in range(many)]
        db.session.execute(insert(OutboxMessage), rows)


def count(state, kind):
    asked = select(func.count()).where(OutboxMessage.state == state, OutboxMessage.kind == kind)
    return db.session.scalar(asked)


def test_a_round_brings_out_all_that_is_due(effects):
    fill(130, "probe")
    assert dispatch_due(NOW) == {Fate.SENT: 130}


def test_a_round_ends_when_its_time_is_over_and_the_next_goes_on(effects):
    add(*"abcde")
    assert dispatch_due(NOW, this=Round(NOW, longest=3, clock=Clock(effects))) == {Fate.SENT: 3}
    assert dispatch_due(NOW) == {Fate.SENT: 2}
    assert len(set(effects)) == 5


def test_ten_thousand_waiting_mails_hold_up_no_letter(effects, monkeypatch):
    monkeypatch.setitem(platform().outbox_handlers, MAIL, platform().outbox_handlers["probe"])
    fill(10_000, MAIL)
    fill(3, "probe")
    assert dispatch_due(NOW, Way.OTHERS) == {Fate.SENT: 3}
    assert effects == ["probe:0", "probe:1", "probe:2"]
    assert dispatch_due(NOW, Way.MAILS, Round(NOW, longest=60, clock=Clock(effects))) == {Fate.SENT: 60}
    assert effects[3:] == [f"mail:{number}" for number in range(60)]
    assert count(OutboxState.PENDING, MAIL) == 10_000 - 60


def test_where_the_way_is_shut_one_message_tries_and_the_others_lose_no_attempt(app, monkeypatch):
    failing(monkeypatch, WayIsShut("无法连接邮件服务器（TimeoutError）"))
    fill(10_000, "probe")
    assert dispatch_due(NOW) == {Fate.FAILED: 1}
    tried = db.session.scalars(select(OutboxMessage.key).where(OutboxMessage.attempts > 0)).all()
    assert tried == ["probe:0"]
    assert dispatch_due(NOW) == {Fate.FAILED: 1}, "another one tries in the next round"


def test_a_server_that_is_down_for_three_days_loses_no_mail(app, monkeypatch):
    failing(monkeypatch, WayIsShut("无法连接邮件服务器（TimeoutError）"))
    fill(3, "probe")
    for hours in range(0, 72, 2):
        assert dispatch_due(NOW + timedelta(hours=hours)) == {Fate.FAILED: 1}
    assert outbox.wait_too_long(NOW + timedelta(hours=72))
    monkeypatch.setitem(platform().outbox_handlers, "probe", lambda _payload: None)
    assert dispatch_due(NOW + timedelta(hours=72, minutes=10)) == {Fate.SENT: 3}
    assert not outbox.wait_too_long(NOW + timedelta(hours=73))


def test_who_has_no_address_is_sent_nothing_and_it_is_not_called_sent(app, monkeypatch):
    failing(monkeypatch, NowhereToGo("收件人没有邮箱地址，或者已经离开"))
    add("a")
    assert dispatch_due(NOW) == {Fate.NO_ADDRESS: 1}
    assert message("a").state == OutboxState.NO_ADDRESS
    assert message("a").sent_at is None
    assert dispatch_due(AFTER_THE_LEASE) == {}


def test_the_handler_runs_outside_of_any_transaction(app, monkeypatch):
    seen = []
    monkeypatch.setitem(
        platform().outbox_handlers, "probe", lambda _payload: seen.append(db.session().in_transaction())
    )
    add("a")
    dispatch_due(NOW)
    assert seen == [False]


def test_a_failed_message_is_tried_again_later(app, monkeypatch):
    add("a")
    failing(monkeypatch, OSError("server 10.0.0.1 refused zhang@example.cn"))
    assert dispatch_due(NOW) == {Fate.FAILED: 1}
    assert message("a").state == OutboxState.PENDING
    assert message("a").last_error == "OSError"
    assert outbox.due_ids(NOW) == []
    assert len(outbox.due_ids(NOW + timedelta(minutes=2))) == 1


def test_nothing_of_an_error_but_its_type_and_place_is_logged(app, monkeypatch, caplog):
    add("a")
    failing(monkeypatch, ValueError("530102199001011234"))
    dispatch_due(NOW)
    assert "ValueError at test_dispatch.py" in caplog.text
    assert "530102" not in caplog.text


def test_one_bad_message_does_not_hold_up_the_others(app, monkeypatch):
    done = []

    def handler(payload):
        if payload[KEY] == "bad":
            raise OSError
        done.append(payload[KEY])

    monkeypatch.setitem(platform().outbox_handlers, "probe", handler)
    add("bad", "good")
    assert dispatch_due(NOW) == {Fate.FAILED: 1, Fate.SENT: 1}
    assert done == ["good"]


def test_a_message_that_nobody_handles_is_given_up_with_a_reason(app):
    add("a", kind="pigeon")
    assert dispatch_due(NOW) == {Fate.DEAD: 1}
    assert message("a").state == OutboxState.DEAD
    assert "pigeon" in message("a").last_error


def test_a_legal_message_with_an_unclear_end_is_never_sent_again(app, monkeypatch):
    add("letter", policy=OutboxPolicy.ASK)
    failing(monkeypatch, TimeoutError())
    assert dispatch_due(NOW) == {Fate.UNCERTAIN: 1}
    assert dispatch_due(AFTER_THE_LEASE) == {}
    assert message("letter").state == OutboxState.UNCERTAIN


def test_a_legal_message_that_surely_did_not_go_out_is_tried_again(app, monkeypatch):
    add("letter", policy=OutboxPolicy.ASK)
    failing(monkeypatch, NotSent("邮件服务器回应 450"))
    assert dispatch_due(NOW) == {Fate.FAILED: 1}
    assert message("letter").state == OutboxState.PENDING
    assert message("letter").last_error == "NotSent：邮件服务器回应 450"


def test_the_lease_of_a_legal_message_is_looked_at_again_before_it_goes_out(effects, monkeypatch):
    add("letter", policy=OutboxPolicy.ASK)
    monkeypatch.setattr(outbox, "LEASE", timedelta(0))
    assert dispatch_due(NOW) == {Fate.SKIPPED: 1}
    assert effects == []


def test_after_a_commit_only_the_named_messages_go_out(effects):
    add("mine", "other")
    assert dispatch_now(["mine"], NOW) == {Fate.SENT: 1}
    assert effects == ["mine"]


def test_what_goes_wrong_after_a_commit_does_not_reach_the_page(app, monkeypatch):
    add("a")

    def broken(*_arguments):
        raise RuntimeError

    monkeypatch.setattr(dispatch, "_claim", broken)
    assert dispatch_now(["a"], NOW) == {Fate.FAILED: 1}
    assert message("a").state == OutboxState.PENDING


@pytest.mark.parametrize("policy", OutboxPolicy)
def test_two_dispatchers_at_once_cause_one_effect_per_key(app, effects, policy):
    keys = [f"k{number}" for number in range(30)]
    add(*keys, policy=policy)
    start = threading.Barrier(3)

    def work():
        with app.app_context():
            start.wait()
            dispatch_due(NOW)
            db.session.remove()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(effects) == sorted(keys)
    assert {message(key).state for key in keys} == {OutboxState.SENT}


def killed_in_the_middle(app, sink):
    """Start a dispatcher, and kill -9 it between the effect and its record."""
    db.session.remove()
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    command = [sys.executable, "-m", "tests.casework.dispatch_worker", url, str(sink), NOW.isoformat()]
    worker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    with worker:
        assert worker.stdout.readline() == "acting\n"
        worker.kill()


def test_a_reminder_whose_sender_was_killed_is_sent_again_under_the_same_key(app, effects, tmp_path):
    sink = tmp_path / "sink"
    add("reminder")
    killed_in_the_middle(app, sink)
    assert message("reminder").state == OutboxState.SENDING
    assert dispatch_due(NOW) == {}
    assert dispatch_due(AFTER_THE_LEASE) == {Fate.SENT: 1}
    assert [*sink.read_text().split(), *effects] == ["reminder", "reminder"]


def test_a_letter_whose_sender_was_killed_is_never_sent_again_and_waits_for_a_person(app, effects, tmp_path):
    sink = tmp_path / "sink"
    add("letter", policy=OutboxPolicy.ASK)
    killed_in_the_middle(app, sink)
    assert dispatch_due(AFTER_THE_LEASE) == {Fate.UNCERTAIN: 1}
    assert dispatch_due(AFTER_THE_LEASE) == {}
    assert [*sink.read_text().split(), *effects] == ["letter"]
    assert outbox.number_waiting() == 1
