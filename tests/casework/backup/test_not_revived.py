"""A restore does not open what may have been closed since the backup, nor send what may have gone out since."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.casework.acts.commands import transaction
from app.casework.backup.archive import Reading
from app.casework.messages import outbox
from app.casework.messages.dispatch import dispatch_due
from app.casework.models import AuditEntry, Case, OutboxMessage
from app.casework.models.outbox import OutboxPolicy, OutboxState
from app.database import db, is_sqlite
from app.office import sessions, tokens
from app.office.people import find_person
from app.processes.disclosure import grants
from app.processes.disclosure.models import ApplicantGrant, DisclosureRequest
from tests.support.office import MORNING
from tests.support.starts import invoke

pytestmark = pytest.mark.database
SOON = MORNING + timedelta(minutes=5)
COOKIE = "token-of-an-applicant"


@pytest.fixture
def given(worked):
    """What lets somebody in: a session, a token of a program, an applicant's grant; and two messages that wait."""
    clerk = find_person("clerk")
    session = sessions.open_session(clerk, "127.0.0.1", MORNING)
    _, token = tokens.create_token(clerk, "统计程序", MORNING)
    db.session.commit()
    request = db.session.scalars(select(DisclosureRequest)).one()
    grants.give(COOKIE, request, MORNING)
    with transaction():
        outbox.add("mail_letter", "letter:1", {"letter_id": 999}, MORNING, OutboxPolicy.ASK, None)
        outbox.add("mail_letter", "letter:2", {"letter_id": 999}, MORNING, OutboxPolicy.ASK, None)
        outbox.claim_all(outbox.due_ids(MORNING, outbox.Way.MAILS, 1), MORNING)
        outbox.add("mail", "mail:1", {"person_id": clerk.id}, MORNING, OutboxPolicy.RETRY, None)
    assert opens(session, token) == [True, True, True]
    return session, token


def opens(session, token):
    number = db.session.scalar(select(Case.number))
    return [
        sessions.session_for(session, SOON) is not None,
        tokens.token_for(token, SOON) is not None,
        grants.request_granted(COOKIE, number, SOON) is not None,
    ]


def states():
    return dict(db.session.execute(select(OutboxMessage.key, OutboxMessage.state)).tuples().all())


@pytest.fixture
def restored(worked, given, empty, tmp_path, passphrase):
    """The backup of that office, and another installation that took it back."""
    file = tmp_path / "whole.tar"
    assert invoke(worked, "backup", str(file), "--passphrase-file", str(passphrase)).exit_code == 0
    db.session.rollback()
    target, _folder = empty("target", on_the_server=not is_sqlite())
    answer = invoke(target, "restore", str(file), "--passphrase-file", str(passphrase))
    assert answer.exit_code == 0, answer.output
    assert "内容与备份一致" in answer.output
    with target.app_context():
        yield file, answer
        db.session.remove()
        db.engine.dispose()


def test_what_opened_the_office_at_the_backup_does_not_open_it_after_a_restore(given, restored):
    assert opens(*given) == [False, False, False]
    file, answer = restored
    with Reading(file) as reading:
        assert reading.manifest["tables"][ApplicantGrant.__tablename__]["rows"] == 1
    line = db.session.scalars(select(AuditEntry).order_by(AuditEntry.sequence.desc())).first()
    assert line.tag == "installation.restored"
    for told in (answer.output, line.summary):
        assert "已结束登录会话 1 个、作废接口令牌 1 个和网上查询许可 1 个，外发消息转为待核实 2 条" in told


@pytest.mark.usefixtures("restored")
def test_a_letter_that_was_on_its_way_waits_for_a_person_and_no_round_sends_it():
    held = {"letter:1": OutboxState.UNCERTAIN, "letter:2": OutboxState.UNCERTAIN}
    assert held.items() <= states().items()
    assert states()["mail:1"] == OutboxState.PENDING  # repeating it is harmless
    assert outbox.number_waiting() == len(held)
    dispatch_due(MORNING + timedelta(hours=1), outbox.Way.MAILS)
    assert held.items() <= states().items()
