"""电子邮件送达: the system sends the letter with its papers, records the day, and tells what did not go out."""

import email
from datetime import date
from email import policy

import pytest

from app import timekeeping
from app.casework.letters import mailing
from app.casework.letters.deliveries import delivery_of
from app.casework.letters.issuing import letters_of
from app.casework.messages import mail
from app.casework.messages.decisions import settle_message
from app.casework.messages.dispatch import WayIsShut, dispatch_due
from app.casework.messages.smtp import AddressRefused
from app.casework.terms import clocks
from app.database import db
from app.law.errors import InvalidInput, NotAllowed
from app.processes.disclosure.registration import request_of
from tests.journeys.told import DUE, at, events
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
WAY = {"reply_way": "email", "email": "reader@example.cn"}


@pytest.fixture
def mailbox(app, tmp_path, monkeypatch):
    monkeypatch.setitem(app.config, "MAILBOX_FOLDER", tmp_path / "mailbox")
    monkeypatch.setitem(app.config, "SMTP_URL", "")
    return tmp_path / "mailbox"


def issued() -> Office:
    office = Office()
    office.apply(**WAY)
    return office.issued()


def reply(office: Office):
    db.session.rollback()
    return letters_of(office.case)[-1]


def goes_out(office: Office) -> None:
    for _ in range(2):  # the PDF first, then what waits for it
        office.later(minutes=5)
        with timekeeping.moved_to(office.now):
            dispatch_due(office.now)


def mails(folder) -> list:
    return [email.message_from_bytes(file.read_bytes(), policy=policy.default) for file in folder.iterdir()]


def test_the_mail_carries_letter_and_papers_and_ends_the_task(mailbox):
    office = issued()
    assert "T_deliver" in office.open_nodes()
    goes_out(office)
    found = delivery_of(reply(office).id)
    assert (found.method, found.state, found.sent_on) == ("email", "delivered", office.now.date())
    assert "T_deliver" not in office.open_nodes()
    assert clocks.clocks_of(office.case).of_kind("reply")[-1].state == "met"
    assert ("decision_delivered", office.now.date()) in events(office)
    (sent,) = [one for one in mails(mailbox) if letters_of(office.case)[-1].document_number in one["Subject"]]
    assert sent["To"] == "reader@example.cn"
    kinds = [part.get_content_type() for part in sent.iter_attachments()]
    given = [file for file in request_of(office.case).files if file.removed_at is None]
    assert kinds == ["application/pdf"] * (1 + len(given))
    goes_out(office)
    assert len([one for one in mails(mailbox) if one["Subject"] == sent["Subject"]]) == 1


def test_a_refused_address_is_seen_and_tried_again(mailbox, monkeypatch):
    office = issued()

    def refuse(*_rest):
        raise AddressRefused("收件地址被邮件服务器拒绝")

    with monkeypatch.context() as closed:
        closed.setattr(mail, "deliver_to_folder", refuse)
        goes_out(office)
    letter = reply(office)
    assert (delivery_of(letter.id).state, delivery_of(letter.id).note) == (
        "failed",
        "收件地址被邮件服务器拒绝",
    )
    assert "T_deliver" in office.open_nodes()
    with pytest.raises(NotAllowed):
        office.run(mailing.mail_again, office.person("handler"), case_id=office.case.id, letter_id=letter.id)
    office.run(mailing.mail_again, office.person("clerk"), case_id=office.case.id, letter_id=letter.id)
    goes_out(office)
    assert delivery_of(reply(office).id).state == "delivered"
    assert [one.state for one in reply(office).deliveries] == ["failed", "delivered"]


def test_without_a_mail_server_no_letter_counts_as_delivered(app, mailbox, monkeypatch):
    monkeypatch.setitem(app.config, "FOLDER_TAKES_MAIL", False)
    office = issued()
    goes_out(office)
    found = delivery_of(reply(office).id)
    assert (found.state, found.note) == ("failed", "本系统没有设置邮件服务器")
    assert "T_deliver" in office.open_nodes()
    assert clocks.clocks_of(office.case).of_kind("reply")[-1].state == "running"
    assert not [name for name, _day in events(office) if name == "decision_delivered"]
    assert not mailbox.exists()
    monkeypatch.setitem(app.config, "FOLDER_TAKES_MAIL", True)  # a way out is there
    letter = reply(office).id
    office.run(mailing.mail_again, office.person("clerk"), case_id=office.case.id, letter_id=letter)
    goes_out(office)
    assert delivery_of(letter).state == "delivered"


def test_a_server_that_is_not_reached_fails_no_delivery_and_says_so(mailbox, monkeypatch):
    office = issued()

    def shut(*_rest):
        raise WayIsShut("无法连接邮件服务器")

    with monkeypatch.context() as closed:
        closed.setattr(mail, "deliver_to_folder", shut)
        goes_out(office)
    letter = reply(office)
    assert delivery_of(letter.id).state == "pending"
    assert "无法连接邮件服务器。系统将再试" in mailing.trouble_of(letter.id)
    office.later(hours=1)
    goes_out(office)
    assert mailing.trouble_of(letter.id) == ""


def test_a_mail_whose_answer_was_lost_is_never_repeated_before_a_person_finds_out(mailbox, monkeypatch):
    office = issued()

    def lose(*_rest):
        raise TimeoutError

    with monkeypatch.context() as lost:
        lost.setattr(mail, "deliver_to_folder", lose)
        goes_out(office)
    tried_on, letter = office.now.date(), reply(office)
    (message,) = mailing.attempts_of(letter.id)
    message_id = message.id
    assert (message.policy, message.state) == ("ask", "uncertain")
    assert "可能已经发出" in mailing.trouble_of(letter.id)
    office.later(days=1)
    goes_out(office)
    assert delivery_of(letter.id).state == "pending"
    office.run(settle_message, office.person("admin"), case_id=office.case.id, message_id=message_id, was_sent=True,
               reason="已电话核实")  # fmt: skip
    found = delivery_of(reply(office).id)
    assert (found.state, found.sent_on, found.note) == ("delivered", tried_on, "由系统发出，经核实")
    assert "T_deliver" not in office.open_nodes()


def test_what_was_posted_meanwhile_is_not_mailed_as_well(mailbox):
    office = issued()
    office.do("clerk", "T_deliver", delivery="delivered", method="post", sent_on=office.now.date().isoformat(),
              tracking_number="1099000000001")  # fmt: skip
    number = reply(office).document_number
    goes_out(office)
    assert not mailbox.exists() or not [one for one in mails(mailbox) if number in one["Subject"]]


def test_a_late_mail_waits_for_the_reason(mailbox):
    office = issued()
    office.now = at(date(2026, 4, 2))
    goes_out(office)
    assert "T_deliver" in office.open_nodes()
    with pytest.raises(InvalidInput) as refused:
        office.do("clerk", "T_deliver", delivery="delivered", method="email")
    assert "late_reason" in refused.value.fields
    office.do(
        "clerk", "T_deliver", delivery="delivered", method="email", late_reason="邮件服务器故障三日，已报修"
    )
    assert "T_deliver" not in office.open_nodes()


def test_a_mail_from_elsewhere_is_accounted_for(mailbox):
    office = issued()
    typed = {"delivery": "delivered", "method": "email", "sent_on": office.now.date().isoformat()}
    with pytest.raises(InvalidInput) as refused:
        office.do("clerk", "T_deliver", **typed)
    assert "发送记录" in refused.value.fields["note"]
    office.do("clerk", "T_deliver", **typed, note="由政务邮箱发出，发送记录打印入卷")
    assert delivery_of(reply(office).id).state == "sent"
    assert office.now.date() < DUE
