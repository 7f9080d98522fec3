"""What is read once and kept until the next transaction: the calendar, the law's parameters."""

from collections.abc import Callable
from typing import TypeVar

from flask import g, has_app_context

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


def forget() -> None:
    """Read everything anew: at the start of a transaction, and after an act that changes what was read."""
    if has_app_context():
        g.pop(KEPT, None)
