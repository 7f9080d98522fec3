"""What a person decides on messages of which nobody knows whether they went out, or which were given up."""

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import CannotHappenNow
from app.casework.contract.platform import platform
from app.casework.messages import outbox
from app.casework.messages.dispatch import AT_ONCE
from app.casework.models import Case, OutboxMessage
from app.database import db
from app.office.permissions import ANYWHERE, Permission


@use_case("settle_message")
def settle_message(act: Act, message_id: int, was_sent: bool, reason: str = "") -> Result:
    """核实外发结果: it did go out, or it is to be sent again.

    An act on the message's case, if it has one: what follows from having gone out is recorded with it.
    """
    act.require(Permission.ADMINISTER_OFFICE, ANYWHERE)
    if was_sent:
        _refuse_what_is_made_here(message_id)
    tried_on = outbox.tried_on(message_id) or act.today
    message = outbox.settle(message_id, was_sent, act.now)
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
    number = outbox.try_all_again(act.now)
    if not number:
        raise CannotHappenNow("没有已放弃、可以重新发送的消息")
    act.audit("outbox.tried_again", f"全部重新发送：{number} 条已放弃的外发消息。{reason}", messages=number)
    return {"messages": number}


def _organ_of_its_case(message: OutboxMessage) -> int | None:
    """Whom the decision concerns, for the record; None for a message without a case."""
    case = db.session.get(Case, message.case_id) if message.case_id is not None else None
    return case.organ_id if case else None
