"""延期告知书 by mail that fails at once: nothing is extended, somebody hears of it, and no second one is asked for."""

from datetime import date

import pytest

from app import timekeeping
from app.casework.acts.errors import CannotHappenNow
from app.casework.letters import mailing, recalls
from app.casework.letters.deliveries import delivery_of
from app.casework.letters.issuing import letters_of
from app.casework.messages.dispatch import dispatch_due
from app.casework.models import IssuedLetter, OutboxMessage
from app.database import db
from app.demo.present import letters_later
from app.processes.disclosure import use_cases
from app.processes.disclosure.models import ExtensionRequest
from app.processes.disclosure.queries import is_extension_unsent
from tests.journeys.told import DUE, at, events
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]


@pytest.fixture
def office(app, tmp_path, monkeypatch) -> Office:
    """An extension of ten days that no mail server takes."""
    monkeypatch.setitem(app.config, "MAILBOX_FOLDER", tmp_path / "mailbox")
    monkeypatch.setitem(app.config, "SMTP_URL", "")
    monkeypatch.setitem(app.config, "FOLDER_TAKES_MAIL", False)
    office = Office()
    office.apply(reply_way="email", email="reader@example.cn")
    office.assigned()
    office.now = at(DUE)
    ask(office, 10)
    office.do("officehead", "T_approve_extension", extension_decision="approve")
    goes_out(office)
    return office


def ask(office: Office, days: int) -> None:
    office.run(use_cases.request_extension, office.person("handler"), case_id=office.case.id,
               data={"working_days": days, "reason": "涉及多个年度"})  # fmt: skip


def goes_out(office: Office) -> None:
    for _ in range(2):  # the PDF first, then what waits for it
        office.later(minutes=5)
        with timekeeping.moved_to(office.now):
            dispatch_due(office.now)
    db.session.rollback()


def notice(office: Office) -> IssuedLetter:
    (found,) = [one for one in letters_of(office.case) if one.kind == "extension_notice"]
    return found


def test_it_is_not_out_and_no_second_one_may_be_asked_for(office):
    assert delivery_of(notice(office).id).state == "failed"
    assert is_extension_unsent(office.case)
    with pytest.raises(CannotHappenNow):
        ask(office, 20)


def test_one_that_is_in_the_account_as_it_is_issued_extends_by_its_days(app):
    office = Office()
    office.apply()
    office.assigned()
    office.now = at(DUE)
    ask(office, 10)
    with letters_later():  # a letter is there once it is issued
        office.do("officehead", "T_approve_extension", extension_decision="approve")
    assert delivery_of(notice(office).id).state == "delivered"
    assert ("extension_notice_sent", DUE) in events(office)
    assert office.case.due_on == date(2026, 4, 14)


def test_one_that_was_taken_back_gives_way_to_another(office):
    office.run(recalls.recall_letter, office.person("reviewer"), case_id=office.case.id, letter_id=notice(office).id,
               data={"reason": "天数有误"})  # fmt: skip
    assert not is_extension_unsent(office.case)
    ask(office, 20)


def test_the_clerks_hear_of_each_attempt(office):
    letter = notice(office)
    assert told_of(letter, 1)
    office.run(mailing.mail_again, office.person("clerk"), case_id=office.case.id, letter_id=letter.id)
    goes_out(office)
    (text,) = {one.payload["text"] for one in told_of(letter, 2)}
    assert letter.document_number in text
    assert "本系统没有设置邮件服务器" in text


def told_of(letter: IssuedLetter, attempt: int) -> list[OutboxMessage]:
    key = f"not_mailed:{letter.id}:{attempt}:"
    return list(db.session.scalars(db.select(OutboxMessage).where(OutboxMessage.key.startswith(key))))


def test_sent_in_the_end_it_extends_by_the_days_that_it_tells(app, office, monkeypatch):
    monkeypatch.setitem(app.config, "FOLDER_TAKES_MAIL", True)
    asked = {"working_days": 20, "reason": "另一次申请", "requested_at": office.now}
    who = office.person("handler").person_id
    db.session.add(ExtensionRequest(case_id=office.case.id, requested_by_id=who, decision="refuse", **asked))
    db.session.commit()
    office.run(
        mailing.mail_again, office.person("clerk"), case_id=office.case.id, letter_id=notice(office).id
    )
    goes_out(office)
    assert ("extension_notice_sent", DUE) in events(office)
    assert office.case.due_on == date(2026, 4, 14)
