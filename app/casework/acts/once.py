"""What is read once and kept until the next transaction: the calendar, the law's parameters.

Rows of the case at hand are kept for as long as nobody else can change what is looked at: in an act, which has its
lock, and while a page or an answer about it is made, which shall be of one piece.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from flask import g, has_app_context

from app.database import HELD, db

Value = TypeVar("Value")
KEPT = "read_once"
READING = "mingbai.reading"  # in a session's info: one reading is under way


def once(name: str, read: Callable[[], Value]) -> Value:
    """The value under this name, read when it is first asked for; read each time outside of an application context."""
    if not has_app_context():
        return read()
    kept = g.setdefault(KEPT, {})
    if name not in kept:
        kept[name] = read()
    value: Value = kept[name]
    return value


def once_in_act(name: str, read: Callable[[], Value]) -> Value:
    """The same for rows of the case at hand: kept in an act and in `one_reading`, read each time elsewhere."""
    return once(name, read) if HELD in db.session.info else read()


def once_in_reading(name: str, read: Callable[[], Value]) -> Value:
    """The same for rows that acts write in many places: kept in `one_reading` alone."""
    return once(name, read) if is_reading() else read()


def is_reading() -> bool:
    """Whether a page or an answer about one case is being made: nothing is written meanwhile."""
    return READING in db.session.info


@contextmanager
def one_reading() -> Iterator[None]:
    """A page or an answer about one case is made: it asks for no row twice. For what writes nothing, nor lists much."""
    if HELD in db.session.info:
        yield
        return
    db.session.info.update({HELD: [], READING: True})
    try:
        yield
    finally:
        db.session.info.pop(HELD, None)
        db.session.info.pop(READING, None)
        forget()


def tell(name: str, value: object) -> None:
    """Known already, for it came along with another statement."""
    once(name, lambda: value)


def forget_one(name: str) -> None:
    """Read this one anew: after a row was added to what it tells of."""
    if has_app_context():
        g.get(KEPT, {}).pop(name, None)


def forget() -> None:
    """Read everything anew: at the start of a transaction, and after an act that changes what was read."""
    if has_app_context():
        g.pop(KEPT, None)
