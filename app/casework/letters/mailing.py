"""电子邮件送达: the system itself sends the letter with its papers, and what became of it is on record.

The day is the day on which a mail server took the mail (`app.law.delivery`). An address that is refused is a failed
attempt of delivery, and so is any where the office has no mail server; one that is not reached is tried again by the
outbox. Policy ASK: a mail whose answer was lost may have reached the party, so a person finds out, and then it is
either recorded or sent again.
"""

from datetime import date
from typing import Any

from sqlalchemy import select

from app import timekeeping
from app.casework.acts.act import Act
from app.casework.acts.actor import SYSTEM
from app.casework.acts.commands import Result, perform, use_case
from app.casework.acts.errors import CannotHappenNow, NotFound
from app.casework.contract.letters import LetterMail
from app.casework.contract.platform import platform
from app.casework.letters import issuing, on_portal
from app.casework.letters.deliveries import delivery_of, record_failure, record_handed_over
from app.casework.letters.made import named
from app.casework.letters.recalls import refuse_recalled
from app.casework.letters.telling_clerks import tell_clerks
from app.casework.messages import mail, outbox
from app.casework.messages.dispatch import KEY, NotNow, NowhereToGo
from app.casework.messages.smtp import AddressRefused
from app.casework.models import Delivery, IssuedLetter, OutboxMessage
from app.casework.models.letters import DeliveryMethod, DeliveryState
from app.casework.models.outbox import OutboxPolicy, OutboxState
from app.database import db
from app.office.permissions import Permission

MAIL_LETTER = outbox.MAIL_LETTER


def send_or_await(
    act: Act, letter: IssuedLetter, method: DeliveryMethod, *, has_own_task: bool = False
) -> Delivery:
    """A letter that is wished on the portal or by mail is brought there by the system; any other waits for a clerk."""
    if method is DeliveryMethod.PORTAL:
        return on_portal.await_account(act, letter, has_own_task=has_own_task)
    delivery = issuing.await_delivery(letter, method, has_own_task=has_own_task)
    if method is DeliveryMethod.EMAIL:
        order(act, letter)
    return delivery


def take_another_way(act: Act, letter: IssuedLetter, method: DeliveryMethod) -> None:
    """A letter that waits to enter the account on the portal goes this way instead; any other is left alone."""
    found = delivery_of(letter.id)
    if found is None or (found.method, found.state) != (DeliveryMethod.PORTAL, DeliveryState.PENDING):
        return
    found.method = method
    if method is DeliveryMethod.EMAIL:
        order(act, letter)


def order(act: Act, letter: IssuedLetter) -> None:
    """One more attempt to bring the letter out by mail, once its PDF is there."""
    tried = len(attempts_of(letter.id))
    key = f"{MAIL_LETTER}:{letter.id}:{tried + 1}"
    outbox.wish(act, MAIL_LETTER, key, {"letter_id": letter.id}, OutboxPolicy.ASK)


def attempts_of(letter_id: int) -> list[OutboxMessage]:
    """The mails that were ordered for a letter, the oldest first."""
    mine = OutboxMessage.key.startswith(f"{MAIL_LETTER}:{letter_id}:", autoescape=True)
    return list(db.session.scalars(select(OutboxMessage).where(mine).order_by(OutboxMessage.id)))


def trouble_of(letter_id: int) -> str:
    """Why a mail is not out yet, in a sentence; empty while nothing has gone wrong."""
    last = next(iter(attempts_of(letter_id)[-1:]), None)
    if last is None or not last.last_error or last.state == OutboxState.SENT:
        return ""
    if last.state == OutboxState.UNCERTAIN:
        return "邮件可能已经发出，也可能没有：请系统管理员在“待发消息”中核实后登记或者重发"
    reason = last.last_error.rpartition("：")[2]
    given_up = last.state == OutboxState.DEAD
    return f"邮件已试 {last.attempts} 次没有发出：{reason}。{'已停止发送' if given_up else '系统将再试'}"


def send_letter(payload: dict[str, Any]) -> None:
    """Outbox handler: the mail with letter and papers. Raises NotNow before there is a PDF, NotSent, OSError."""
    letter = db.session.get_one(IssuedLetter, payload["letter_id"])
    case_id, letter_id = letter.case_id, letter.id
    found = delivery_of(letter_id)
    if found is None or found.method != DeliveryMethod.EMAIL or found.state != DeliveryState.PENDING:
        db.session.rollback()
        return  # it went out in another way meanwhile
    if letter.document is None:
        db.session.rollback()
        raise NotNow("文书的 PDF 还没有生成")
    written = platform().process(letter.case.process).letters.mail_of(letter)
    db.session.rollback()  # nothing stays open while the server is spoken to
    refused = _sent(written, payload[KEY]) if written.to else "没有登记电子邮箱"
    use = record_not_mailed if refused else record_mailed
    more: dict[str, Any] = {"reason": refused} if refused else {}
    perform(use, actor=SYSTEM, now=timekeeping.now(), case_id=case_id, letter_id=letter_id, **more)


def _sent(written: LetterMail, key: str) -> str:
    """Hand the mail over; why it reaches nobody at this address, empty when it was taken."""
    try:
        mail.post({"subject": written.subject, "text": written.text, KEY: key}, written.to, written.files)
    except (AddressRefused, NowhereToGo) as error:
        return str(error)
    return ""


@use_case("record_letter_mailed")
def record_mailed(act: Act, letter_id: int) -> Result:
    """The server took the mail today: the letter has reached the mailbox that the party named."""
    _keep(act, letter_id, act.today, "由系统发出")
    return {"letter": letter_id}


def keep_as_mailed(act: Act, payload: dict[str, Any], on: date) -> None:
    """A person found out that the mail went out on this day. Nothing, where the letter went another way meanwhile."""
    found = delivery_of(payload["letter_id"])
    if found is not None and found.method == DeliveryMethod.EMAIL and found.state == DeliveryState.PENDING:
        _keep(act, payload["letter_id"], on, "由系统发出，经核实")


def _keep(act: Act, letter_id: int, on: date, note: str) -> None:
    values = {"method": DeliveryMethod.EMAIL, "sent_on": on, "delivered_on": on, "note": note}
    found = record_handed_over(act, letter_id, values, has_own_acts=_has_task(letter_id))
    platform().process(act.the_case.process).letters.went_out(act, found.letter)


@use_case("record_letter_not_mailed")
def record_not_mailed(act: Act, letter_id: int, reason: str) -> Result:
    """The address was refused: another try, or another way, is a clerk's to choose; without a task they are told."""
    has_task = _has_task(letter_id)
    found = record_failure(act, letter_id, {"method": DeliveryMethod.EMAIL, "note": reason})
    found.has_own_task = has_task
    if not has_task:
        _tell_not_mailed(act, letter_id, reason)
    return {"letter": letter_id}


def _tell_not_mailed(act: Act, letter_id: int, reason: str) -> None:
    """Once for each attempt: nobody has a task in which it would be seen."""
    letter, key = (
        db.session.get_one(IssuedLetter, letter_id),
        f"not_mailed:{letter_id}:{len(attempts_of(letter_id))}",
    )
    words = (
        f"{named([letter])}没有用电子邮件发出：{reason}。请在“文书送达”中再发一次，或者以其他方式送达后登记。"
    )
    tell_clerks(act, key, "文书没有送达", words)


@use_case("mail_letter_again", needs=Permission.RECORD_DELIVERY)
def mail_again(act: Act, letter_id: int) -> Result:
    """再发一次: a mail that was refused or given up. Raises NotFound, CannotHappenNow."""
    letter, found = db.session.get(IssuedLetter, letter_id), delivery_of(letter_id)
    if letter is None or letter.case_id != act.the_case.id or found is None:
        raise NotFound()
    refuse_recalled(letter)
    if found.method != DeliveryMethod.EMAIL or not may_mail_again(found):
        raise CannotHappenNow("这份文书的邮件正在发送或者已经发出，不需要再发")
    if found.state == DeliveryState.FAILED:
        issuing.await_delivery(letter, DeliveryMethod.EMAIL, has_own_task=found.has_own_task)
    order(act, letter)
    act.audit(
        "letter.mailed_again",
        f"《{letter.title}》{letter.document_number}再次用电子邮件发送",
        letter=letter.id,
    )
    return {"letter": letter.id, "number": letter.document_number}


def may_mail_again(found: Delivery) -> bool:
    """The last mail came to nothing."""
    last = next(iter(attempts_of(found.letter_id)[-1:]), None)
    is_given_up = last is None or last.state == OutboxState.DEAD
    return found.state == DeliveryState.FAILED or (found.state == DeliveryState.PENDING and is_given_up)


def _has_task(letter_id: int) -> bool:
    found = delivery_of(letter_id)
    return found is not None and found.has_own_task
