"""What a person decides on messages of which nobody knows whether they went out, or which were given up."""

from datetime import date, datetime

from sqlalchemy import select

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import CannotHappenNow
from app.casework.contract.platform import platform
from app.casework.messages.dispatch import AT_ONCE
from app.casework.messages.outbox import DECIDED_BY_A_PERSON, LEASE
from app.casework.models import Case, OutboxMessage
from app.casework.models.outbox import OutboxPolicy, OutboxState
from app.database import db
from app.law.office_time import office_day
from app.office.permissions import ANYWHERE, Permission


@use_case("settle_message")
def settle_message(act: Act, message_id: int, was_sent: bool, reason: str = "") -> Result:
    """核实外发结果: it did go out, or it is to be sent again.

    An act on the message's case, if it has one: what follows from having gone out is recorded with it.
    """
    act.require(Permission.ADMINISTER_OFFICE, ANYWHERE)
    if was_sent:
        _refuse_what_is_made_here(message_id)
    tried_on = _tried_on(message_id) or act.today
    message = _settled(message_id, was_sent, act.now)
    if message is None:
        raise CannotHappenNow("这条外发消息不需要核实")
    follow = platform().outbox_settled.get(message.kind)
    if was_sent and follow is not None and act.case is not None:
        follow(act, message.payload, tried_on)
    words = "确认已发出" if was_sent else "确认未发出，重新发送"
    act.audit(
        "outbox.settled", f"核实外发消息 {message.id}：{words}{f'。{reason}' if reason else ''}",
        message=message.id, kind=message.kind, unit=_organ_of_its_case(message),
    )  # fmt: skip
    return {"message": message.id, "state": str(message.state)}


def _refuse_what_is_made_here(message_id: int) -> None:
    """A letter is typeset by this program: nobody can know of a PDF that it does not have."""
    message = db.session.get(OutboxMessage, message_id)
    if message is not None and message.kind in AT_ONCE:
        raise CannotHappenNow("文书由本系统生成，没有 PDF 就没有发出，只能重新生成")


@use_case("try_messages_again")
def try_all_again(act: Act, reason: str) -> Result:
    """全部重新发送: what was given up while the mail server, say, was away; why stands on record."""
    act.require(Permission.ADMINISTER_OFFICE, ANYWHERE)
    number = _tried_again(act.now)
    if not number:
        raise CannotHappenNow("没有已放弃、可以重新发送的消息")
    act.audit("outbox.tried_again", f"全部重新发送：{number} 条已放弃的外发消息。{reason}", messages=number)
    return {"messages": number}


def _organ_of_its_case(message: OutboxMessage) -> int | None:
    """Whom the decision concerns, for the record; None for a message without a case."""
    case = db.session.get(Case, message.case_id) if message.case_id is not None else None
    return case.organ_id if case else None


def _settled(message_id: int, was_sent: bool, now: datetime) -> OutboxMessage | None:
    """A person's decision on an uncertain or dead message: it did go out, or it is to be tried anew.

    One without an address may be tried anew alone: it was never sent. None when nothing is left to decide.
    Raises CannotHappenNow.
    """
    message = db.session.scalar(
        select(OutboxMessage).where(OutboxMessage.id == message_id).with_for_update()
        .execution_options(populate_existing=True)
    )  # fmt: skip
    if message is None or message.state not in DECIDED_BY_A_PERSON:
        return None
    if was_sent and message.state == OutboxState.NO_ADDRESS:
        raise CannotHappenNow("这条消息没有收件地址，从未发出，不能登记为已经发出；补上地址以后可以重新发送")
    message.lease_token, message.lease_until = None, None
    if was_sent:
        message.state, message.sent_at = OutboxState.SENT, now
    else:
        message.state, message.attempts, message.not_before = OutboxState.PENDING, 0, now
    return message


def _tried_on(message_id: int) -> date | None:
    """The day of the last attempt, which is known while its lease stands in the row."""
    until = db.session.scalar(select(OutboxMessage.lease_until).where(OutboxMessage.id == message_id))
    return office_day(until - LEASE) if until is not None else None


def _tried_again(now: datetime) -> int:
    """Everything that was given up and may be repeated is tried anew; what has legal effect is decided one by one. How
    many."""
    given_up = select(OutboxMessage).where(
        OutboxMessage.state == OutboxState.DEAD, OutboxMessage.policy == OutboxPolicy.RETRY
    )
    found = list(db.session.scalars(given_up.with_for_update()))
    for message in found:
        message.lease_token, message.lease_until = None, None
        message.state, message.attempts, message.not_before = OutboxState.PENDING, 0, now
    return len(found)
