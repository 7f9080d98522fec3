"""The outbox: wishes for effects outside the database, written in the act's transaction, brought out after it.

Exactly once in the register; outside, RETRY messages may be repeated (harmless) and ASK messages are never repeated
silently: when a worker dies between sending and recording, a person decides.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, func, or_, select, true, update

from app.casework.acts.act import Act, Wish
from app.casework.acts.insertion import id_if_new, insert_each_once
from app.casework.models import OutboxMessage
from app.casework.models.outbox import IS_UNDECIDED, OutboxPolicy, OutboxState
from app.database import db

LEASE = timedelta(minutes=5)
MAIL = "mail"
MAIL_LETTER = "mail_letter"
RENDER, GIVEN_UP, MAIL_GIVEN_UP = "render_letter", "letter_given_up", "mail_given_up"
PARTY = "party_of"
"""In the payload of a mail: the case to whose party it goes. Others go to people of the office."""
TO_PARTIES = (MAIL, MAIL_LETTER)
TOLD_WHEN_GIVEN_UP = {RENDER: GIVEN_UP, MAIL: MAIL_GIVEN_UP, MAIL_LETTER: MAIL_GIVEN_UP}
SMS, DINGTALK, WECOM = "sms", "dingtalk", "wecom"
CHANNEL_WORDS = {MAIL: "邮件", SMS: "短信", DINGTALK: "钉钉", WECOM: "政务微信"}
MAX_ATTEMPTS = 8
FIRST_PAUSE = timedelta(minutes=1)
SHUT_PAUSE = timedelta(minutes=5)
LONGEST_PUT_OFF = timedelta(minutes=15)
PUT_OFF_ATTEMPTS = 4  # what is put off counts no further
UNDECIDED = (OutboxState.UNCERTAIN, OutboxState.DEAD)
DECIDED_BY_A_PERSON = (*UNDECIDED, OutboxState.NO_ADDRESS)
TOO_LONG = timedelta(hours=6)
_messages = OutboxMessage.__table__
_sent = (
    update(_messages)
    .where(_messages.c.id == bindparam("of_id"), _messages.c.lease_token == bindparam("of_token"))
    .values(state=OutboxState.SENT, sent_at=bindparam("sent_at"), last_error="")
)


def add(
    kind: str, key: str, payload: dict[str, Any], now: datetime, policy: OutboxPolicy, case_id: int | None,
    not_before: datetime | None = None,
) -> Wish | None:  # fmt: skip
    """Add a message unless its key is known already. `not_before`: when it may go out; None: at once."""
    new = id_if_new(
        OutboxMessage, key=key, kind=kind, payload=payload, policy=policy, case_id=case_id, created_at=now,
        not_before=not_before or now,
    )  # fmt: skip
    return Wish(new, kind, key) if new is not None else None


class Draft(NamedTuple):
    """A message that is to be added; repeating it is harmless."""

    kind: str
    key: str
    payload: dict[str, Any]
    case_id: int | None
    not_before: datetime


def add_each(drafts: Iterable[Draft], now: datetime) -> None:
    """Add many messages by one statement, but for those whose key is known already."""
    common = {"policy": OutboxPolicy.RETRY, "created_at": now}
    insert_each_once(OutboxMessage, [draft._asdict() | common for draft in drafts])


class Way(StrEnum):
    """Which messages a round brings out. What goes to another house goes apart: one that hangs holds up no other."""

    ANY = "any"
    MAILS = "mails"
    SMS = "sms"
    DINGTALK = "dingtalk"
    WECOM = "wecom"
    OTHERS = "others"

    def holds(self) -> ColumnElement[bool]:
        if self is Way.ANY:
            return true()
        if self is Way.OTHERS:
            return OutboxMessage.kind.not_in([kind for kinds in KINDS.values() for kind in kinds])
        return OutboxMessage.kind.in_(KINDS[self])


KINDS = {Way.MAILS: (MAIL, MAIL_LETTER), Way.SMS: (SMS,), Way.DINGTALK: (DINGTALK,), Way.WECOM: (WECOM,)}


def due_ids(now: datetime, way: Way = Way.ANY, limit: int = 50) -> list[int]:
    """Messages to be brought out, oldest first: pending and due, or leased by a worker whose lease ran out."""
    return list(
        db.session.scalars(
            select(OutboxMessage.id)
            .where(OutboxMessage.not_before <= now, way.holds())
            .where(
                or_(
                    OutboxMessage.state == OutboxState.PENDING,
                    (OutboxMessage.state == OutboxState.SENDING) & (OutboxMessage.lease_until < now),
                )
            )
            .order_by(OutboxMessage.not_before, OutboxMessage.id)
            .limit(limit)
        )
    )


def claim(message_id: int, now: datetime) -> OutboxMessage | None:
    """Lease one message to this worker (inside a transaction). None if another worker has it or it is done."""
    return next(iter(claim_all([message_id], now)), None)


def claim_all(message_ids: Sequence[int], now: datetime) -> list[OutboxMessage]:
    """Lease these messages; those that another worker has, or that are done, are left out."""
    wanted = select(OutboxMessage).where(OutboxMessage.id.in_(message_ids)).order_by(OutboxMessage.id)
    found = wanted.with_for_update(skip_locked=True).execution_options(populate_existing=True)
    return [message for message in db.session.scalars(found).all() if _is_leased(message, now)]


def _is_leased(message: OutboxMessage, now: datetime) -> bool:
    if message.state not in (OutboxState.PENDING, OutboxState.SENDING):
        return False
    if message.state == OutboxState.SENDING:
        if message.lease_until is not None and message.lease_until >= now:
            return False
        if message.policy == OutboxPolicy.ASK:
            message.state, message.last_error = OutboxState.UNCERTAIN, "发送中断，是否已发出须由人核实"
            return False
    message.state, message.attempts = OutboxState.SENDING, message.attempts + 1
    message.lease_token, message.lease_until = str(uuid.uuid4()), now + LEASE
    return True


def record_sent(attempts: Iterable[tuple[int, str]], now: datetime) -> None:
    """Note the success of these attempts, each (message, lease): of those that still hold their lease."""
    done = [{"of_id": message_id, "of_token": token, "sent_at": now} for message_id, token in attempts]
    if done:
        db.session.execute(_sent, done)


def record_failure(message_id: int, token: str, error: str, now: datetime) -> None:
    """Note a failed attempt: again after a growing pause, or given up for the administrator."""
    message = db.session.get_one(OutboxMessage, message_id)
    if message.lease_token != token:
        return
    message.last_error = error[:300]
    if message.attempts >= MAX_ATTEMPTS:
        message.state = OutboxState.DEAD
        _follow_up(message, now)
        return
    message.state = OutboxState.PENDING
    message.not_before = now + FIRST_PAUSE * 2 ** (message.attempts - 1)


def _follow_up(message: OutboxMessage, now: datetime) -> None:
    """What was given up and concerns more than the administrator is told, by a message of its own.

    Not so a mail to the office's own people: it would be told by another of its kind.
    """
    kind = TOLD_WHEN_GIVEN_UP.get(message.kind)
    if kind is None or (message.kind == MAIL and PARTY not in message.payload):
        return
    payload = {"message_id": message.id} if kind == MAIL_GIVEN_UP else message.payload
    add(kind, f"{kind}:{message.key}:{now.isoformat()}", payload, now, OutboxPolicy.RETRY, message.case_id)


def record_way_shut(message_id: int, token: str, error: str, now: datetime) -> None:
    """Note that nothing goes out just now. No message is given up for that, however many days it lasts; that they
    wait too long is told (`wait_too_long`)."""
    message = db.session.get_one(OutboxMessage, message_id)
    if message.lease_token == token:
        message.state, message.last_error = OutboxState.PENDING, error[:300]
        message.attempts, message.not_before = min(message.attempts, 1), now + SHUT_PAUSE


def record_put_off(message_id: int, token: str, error: str, now: datetime) -> None:
    """Note that this one is asked to come again. It does so after a growing pause, however many days, and keeps at
    least half of its attempts; that it waits too long is told (`wait_too_long`)."""
    message = db.session.get_one(OutboxMessage, message_id)
    if message.lease_token == token:
        message.state, message.last_error = OutboxState.PENDING, error[:300]
        message.not_before = now + min(FIRST_PAUSE * 2 ** (message.attempts - 1), LONGEST_PUT_OFF)
        message.attempts = min(message.attempts, PUT_OFF_ATTEMPTS)


def record_no_address(message_id: int, token: str, reason: str) -> None:
    """Note that there is nowhere to send it to, and why: neither sent nor failed."""
    message = db.session.get_one(OutboxMessage, message_id)
    if message.lease_token == token:
        message.state, message.last_error = OutboxState.NO_ADDRESS, reason[:300]


def record_uncertain(message_id: int, token: str, error: str) -> None:
    """Note that nobody knows whether this attempt went out: a person decides (settle)."""
    message = db.session.get_one(OutboxMessage, message_id)
    if message.lease_token == token:
        message.state, message.last_error = OutboxState.UNCERTAIN, error[:300]


def record_dead(message_id: int, token: str, error: str) -> None:
    """Give a message up: trying again cannot help."""
    message = db.session.get_one(OutboxMessage, message_id)
    if message.lease_token == token:
        message.state, message.last_error = OutboxState.DEAD, error[:300]


def still_leased(message_id: int, token: str, now: datetime) -> bool:
    """Whether this attempt still holds the lease: asked again right before what cannot be undone."""
    message = db.session.get_one(OutboxMessage, message_id, populate_existing=True)
    return message.lease_token == token and message.lease_until is not None and message.lease_until > now


def number_waiting() -> int:
    """Uncertain and given-up messages that wait for a person: how many."""
    return db.session.scalar(select(func.count(OutboxMessage.id)).where(IS_UNDECIDED)) or 0


def is_given_up(key: str) -> bool:
    """Whether the message under this key does not come by waiting."""
    state = select(OutboxMessage.state).where(OutboxMessage.key == key)
    return db.session.scalar(state) == OutboxState.DEAD


def wait_too_long(now: datetime) -> bool:
    """Whether something has been trying to get out for hours."""
    waiting = select(OutboxMessage.id).where(
        OutboxMessage.state == OutboxState.PENDING, OutboxMessage.not_before <= now + LONGEST_PUT_OFF,
        OutboxMessage.last_error != "", OutboxMessage.created_at < now - TOO_LONG,
    )  # fmt: skip
    return db.session.scalar(waiting.limit(1)) is not None


def wish(
    act: Act, kind: str, key: str, payload: dict[str, Any], policy: OutboxPolicy = OutboxPolicy.RETRY
) -> None:
    """An effect outside the database, done by the outbox worker after the commit; the same key is added once."""
    message = add(kind, key, payload, act.now, policy, act.case.id if act.case else None)
    if message is not None:
        act.wishes.append(message)
