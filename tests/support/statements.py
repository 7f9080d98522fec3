"""What is sent to the database while something is done: the one counter of statements of tests and benchmarks."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from tests.support.walks import in_full


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements of this process in the meantime, of every engine, BEGIN included."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        with in_full():
            yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)
