"""What became of the mails and messages of each 催办: sent and when, waiting, without an address, given up."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from app.casework.messages import mail
from app.casework.messages.outbox import CHANNEL_WORDS
from app.casework.models import Case, OutboxMessage, Urging
from app.casework.models.outbox import STATE_WORDS, OutboxState
from app.database import db
from app.web.filters import short_moment


def sent_words(case: Case, urgings: Sequence[Urging], now: datetime) -> dict[int, str]:
    """By id of the urging, in words: what its act put into the outbox for its person, and for groups."""
    query = select(OutboxMessage).where(
        OutboxMessage.case_id == case.id, OutboxMessage.kind.in_(CHANNEL_WORDS),
        OutboxMessage.created_at.in_({one.urged_at for one in urgings}),
    )  # fmt: skip
    messages = list(db.session.scalars(query.order_by(OutboxMessage.id)))
    return {
        one.id: "；".join(_words(m, now) for m in messages if _is_of(m, one))
        or ("—" if mail.reaches(one.person) else "没有登记邮箱，未发邮件")
        for one in urgings
    }


def _is_of(message: OutboxMessage, urging: Urging) -> bool:
    """A message to a group has no person."""
    person_id = message.payload.get("person_id", urging.person_id)
    return message.created_at == urging.urged_at and person_id == urging.person_id


def _words(message: OutboxMessage, now: datetime) -> str:
    title, state = CHANNEL_WORDS[message.kind], STATE_WORDS[OutboxState(message.state)]
    if message.state == OutboxState.SENT and message.sent_at is not None:
        return f"{title}已于 {short_moment(message.sent_at)} 发出"
    if message.state != OutboxState.PENDING:
        return f"{title}{state}"
    if message.last_error:
        return f"{title}{state}，上次没有发出"
    if message.not_before <= message.created_at:
        return f"{title}{state}"
    until = short_moment(message.not_before)
    when = f"将于 {until} 发出" if now < message.not_before else f"已于 {until} 结束，即将发出"
    return f"{title}{state}（免打扰时段，{when}）"
