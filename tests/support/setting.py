"""The letter worker of the tests: it comes at once, as in an office that is well, and sets each letter as a blank page.

Who asks what happens before it comes, or looks at the page itself, holds it back (`held_back`, fixture
`letters_wait`) and lets the real one work (`dispatch_due`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from flask import Flask
from sqlalchemy import ColumnElement, select

from app import timekeeping
from app.casework.acts.act import Act
from app.casework.acts.actor import SYSTEM
from app.casework.acts.commands import AFTER_COMMIT, after_commit, perform
from app.casework.contract.platform import platform
from app.casework.letters.issuing import RENDER
from app.casework.letters.made import is_made
from app.casework.letters.typesetting import record_rendered
from app.casework.models import IssuedLetter, OutboxMessage
from app.database import db
from tests.support.papers import paper

_is_held_back: ContextVar[bool] = ContextVar("worker_is_held_back", default=False)


@contextmanager
def worker_at_once(app: Flask) -> Iterator[None]:
    """While this lasts, what is issued is set right after its commit."""
    hooks = app.extensions.setdefault(AFTER_COMMIT, [])
    hooks.append(set_blank)
    try:
        yield
    finally:
        hooks.remove(set_blank)


@contextmanager
def held_back() -> Iterator[None]:
    """The worker does not come."""
    token = _is_held_back.set(True)
    try:
        yield
    finally:
        _is_held_back.reset(token)


def is_held_back() -> bool:
    return _is_held_back.get()


def set_blank(act: Act) -> None:
    """Record the pages of the letters that this act has issued; of a story that is told, the story sees to them."""
    keys = [wish.key for wish in act.wishes if wish.kind == RENDER]
    if not keys or is_held_back():
        return
    _set(OutboxMessage.key.in_(keys), act.now)


def set_what_was_left(now: datetime) -> None:
    """The worker comes to the letters of whoever died after a commit, which nobody else is told of."""
    if set_blank in after_commit() and not is_held_back():
        _set(OutboxMessage.kind == RENDER, now)


def _set(which: ColumnElement[bool], now: datetime) -> None:
    wanted = db.session.scalars(select(OutboxMessage.payload).where(which)).all()
    for letter_id in sorted(payload["letter_id"] for payload in wanted):
        letter = db.session.get_one(IssuedLetter, letter_id)
        if not is_made(letter):
            set_one(letter, now)


@contextmanager
def blank_pages() -> Iterator[None]:
    """Whoever calls for the typesetter meanwhile (`dispatch_now`) gets blank pages."""
    handlers = platform().outbox_handlers
    real, handlers[RENDER] = handlers[RENDER], _blank
    try:
        yield
    finally:
        handlers[RENDER] = real


def _blank(payload: dict[str, Any]) -> None:
    letter = db.session.get_one(IssuedLetter, payload["letter_id"])
    case_id, letter_id, number = letter.case_id, letter.id, letter.document_number
    db.session.rollback()
    perform(record_rendered, actor=SYSTEM, now=timekeeping.now(), case_id=case_id, letter_id=letter_id,
            pdf=paper(number))  # fmt: skip


def set_one(letter: IssuedLetter, now: datetime) -> None:
    pdf = paper(letter.document_number)
    perform(record_rendered, actor=SYSTEM, now=now, case_id=letter.case_id, letter_id=letter.id, pdf=pdf)
