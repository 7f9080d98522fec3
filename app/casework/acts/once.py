"""What is read once and kept until the next transaction: the calendar, the law's parameters."""

from collections.abc import Callable
from typing import TypeVar

from flask import g, has_app_context

from app.database import HELD, db

Value = TypeVar("Value")
KEPT = "read_once"


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
    """The same for rows of the case at hand: kept while a writing transaction runs, read each time elsewhere."""
    return once(name, read) if HELD in db.session.info else read()


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
