"""Brings outbox messages outside: claim in one transaction, act outside of any, record in another.

A worker may be killed anywhere. RETRY messages are then tried again after their lease (a second mail with the
same Message-ID is harmless). ASK messages become uncertain and wait for a person: at most once on the wire.
"""

import logging
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from threading import Thread
from typing import Any

from flask import Flask, current_app
from sqlalchemy import select

from app.casework.acts.act import Act
from app.casework.acts.commands import transaction
from app.casework.contract.platform import platform
from app.casework.messages import outbox
from app.casework.messages.outbox import Way
from app.casework.messages.quiet_logging import trace_of
from app.casework.messages.rounds import Round
from app.casework.models import OutboxMessage
from app.casework.models.outbox import OutboxPolicy, OutboxState
from app.database import db

logger = logging.getLogger(__name__)
AT_ONCE = frozenset({outbox.RENDER, "print_letters"})
KEY = "outbox_key"


class NotSent(Exception):
    """The handler knows that nothing went out: trying again is safe. The reason holds no personal data."""


class WayIsShut(NotSent):
    """Nothing would go out this way just now: the round ends, and the other messages lose no attempt."""


class NotNow(NotSent):
    """This one is to come again later, for what is not its fault: it waits and loses no attempt. The others go on."""


class NoAnswer(Exception):
    """It was handed over and no answer came: it may have gone out. The attempt counts, and the round ends."""


class NowhereToGo(NotSent):
    """Whom it is for has no address, or has left, or this office has no way to send. Nothing was sent, and nothing
    went wrong."""


class Fate(StrEnum):
    """What became of one message in this round."""

    SENT = "sent"
    FAILED = "failed"  # to be tried again, or given up after the last attempt
    UNCERTAIN = "uncertain"  # a person decides
    DEAD = "dead"
    NO_ADDRESS = "no_address"
    SKIPPED = "skipped"  # another worker has it


Dispatched = Counter[Fate]


@dataclass(frozen=True)
class Envelope:
    """One leased message, held outside of the database."""

    id: int
    kind: str
    payload: dict[str, Any]
    policy: str
    token: str


def dispatch_due(now: datetime, way: Way = Way.ANY, this: Round | None = None) -> Dispatched:
    """Bring out what is due, one message at a time, until nothing is left or the round is over.

    Any number of workers may do so at once.
    """
    this, done, tried = this or Round(now), Dispatched(), set[int]()
    while found := [message_id for message_id in outbox.due_ids(now, way) if message_id not in tried]:
        for message_id in found:
            done[_dispatch(message_id, this)] += 1
            tried.add(message_id)
            if this.is_over():
                return done
    return done


def dispatch_now(keys: Iterable[str], now: datetime) -> Dispatched:
    """Bring these messages out right after the commit that added them; what fails stays for the worker."""
    this = Round(now)
    try:
        ids = db.session.scalars(select(OutboxMessage.id).where(OutboxMessage.key.in_(list(keys)))).all()
        return Counter(_dispatch(message_id, this) for message_id in ids)
    except Exception as error:  # the act is committed: its answer must not fail because of what comes after
        logger.error("dispatch after the commit failed: %s", trace_of(error))
        db.session.rollback()
        return Counter({Fate.FAILED: 1})


def dispatch_together(keys: Iterable[str], now: datetime) -> Dispatched:
    """Bring out many mails by two transactions in all: for `flask simulate`, whose every day ends with dozens.

    Who dies between the two sends all of them again, each under its own name.
    """
    this = Round(now)
    wanted = select(OutboxMessage.id).where(
        OutboxMessage.key.in_(list(keys)), OutboxMessage.policy == OutboxPolicy.RETRY
    )
    with transaction():
        leased = outbox.claim_all(db.session.scalars(wanted).all(), now)
        envelopes = [_enveloped(message) for message in leased]
    fates = [(envelope, _brought_out(envelope, this)) for envelope in envelopes]
    with transaction():
        sent = [(envelope.id, envelope.token) for envelope, fate in fates if fate is Fate.SENT]
        outbox.record_sent(sent, this.now())
    return Counter(fate for _, fate in fates)


def render_after_commit(act: Act) -> None:
    """Make the letters of an act, or a file of many, beside the request that asked: no page waits for typesetting.

    A process that dies meanwhile loses nothing; the scheduler takes the message up when its lease runs out.
    """
    keys = [message.key for message in act.wishes if message.kind in AT_ONCE]
    if keys:
        app = current_app._get_current_object()  # type: ignore[attr-defined]
        Thread(target=_render, args=(app, keys, act.now), name="letters", daemon=True).start()


def _render(app: Flask, keys: list[str], now: datetime) -> None:
    with app.app_context():
        dispatch_now(keys, now)


def _dispatch(message_id: int, this: Round) -> Fate:
    envelope = _claim(message_id, this.now())
    if isinstance(envelope, Fate):
        return envelope
    fate = _brought_out(envelope, this)
    if fate is Fate.SENT:
        with transaction():
            outbox.record_sent([(envelope.id, envelope.token)], this.now())
    return fate


def _brought_out(envelope: Envelope, this: Round) -> Fate:
    """What became of it, on record already unless it was sent."""
    handler = platform().outbox_handlers.get(envelope.kind)
    if handler is None:
        with transaction():
            outbox.record_dead(envelope.id, envelope.token, f"没有处理“{envelope.kind}”的程序")
        logger.error("outbox message %s: nobody handles the kind %s", envelope.id, envelope.kind)
        return Fate.DEAD
    if not _may_still_act(envelope, this):
        return Fate.SKIPPED
    try:
        handler(envelope.payload)
    except Exception as error:
        return _record_failure(envelope, error, this)
    return Fate.SENT


def _claim(message_id: int, now: datetime) -> Envelope | Fate:
    with transaction():
        message = outbox.claim(message_id, now)
        if message is not None:
            return _enveloped(message)
        left = db.session.get(OutboxMessage, message_id)
        state = left.state if left is not None else ""
    if state == OutboxState.UNCERTAIN:
        logger.warning("outbox message %s is uncertain: a person has to decide", message_id)
        return Fate.UNCERTAIN
    return Fate.SKIPPED


def _enveloped(message: OutboxMessage) -> Envelope:
    payload = {**message.payload, KEY: message.key}
    return Envelope(message.id, message.kind, payload, message.policy, message.lease_token or "")


def _may_still_act(envelope: Envelope, this: Round) -> bool:
    """For legal effects the lease is looked at once more, immediately before."""
    if envelope.policy != OutboxPolicy.ASK:
        return True
    try:
        return outbox.still_leased(envelope.id, envelope.token, this.now())
    finally:
        db.session.rollback()


def _record_failure(envelope: Envelope, error: Exception, this: Round) -> Fate:
    known = isinstance(error, NotSent)
    if isinstance(error, NoAnswer):
        this.shut()
    reason = f"{type(error).__name__}：{error}" if known else type(error).__name__
    if isinstance(error, NowhereToGo):
        with transaction():
            outbox.record_no_address(envelope.id, envelope.token, str(error))
        return Fate.NO_ADDRESS
    logger.warning("outbox message %s (%s) failed: %s", envelope.id, envelope.kind, trace_of(error))
    if isinstance(error, WayIsShut):
        this.shut()
        with transaction():
            outbox.record_way_shut(envelope.id, envelope.token, reason, this.now())
        return Fate.FAILED
    with transaction():
        if isinstance(error, NotNow):
            outbox.record_put_off(envelope.id, envelope.token, reason, this.now())
            return Fate.FAILED
        if envelope.policy == OutboxPolicy.ASK and not known:
            outbox.record_uncertain(envelope.id, envelope.token, f"{reason}，是否已发出须由人核实")
            return Fate.UNCERTAIN
        outbox.record_failure(envelope.id, envelope.token, reason, this.now())
    return Fate.FAILED
