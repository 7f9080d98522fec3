"""What is sent to the database while something is done: the one counter of statements of tests and benchmarks."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from app.database import db, is_sqlite
from tests.support.walks import in_full


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements of this process in the meantime, of every engine, BEGIN included."""
    sent: list[str] = []
    with _noting(lambda statement, _values: sent.append(statement)), in_full():
        yield sent


@contextmanager
def with_values() -> Iterator[list[tuple[str, Any]]]:
    """The same, each with what was bound; known roads are gone as they are."""
    sent: list[tuple[str, Any]] = []
    with _noting(lambda *one: sent.append(one)):
        yield sent


@contextmanager
def _noting(note: Callable[[str, Any], None]) -> Iterator[None]:
    def tell(_connection: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        note(statement, values)

    event.listen(Engine, "before_cursor_execute", tell)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", tell)


def plan_of(statement: str, values: Any) -> str:
    """How the database would answer it. PostgreSQL, which reads a small table whole, is asked for its indexes."""
    connection = db.session.connection()
    if not is_sqlite():
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        connection.exec_driver_sql("SET LOCAL enable_bitmapscan = off")
    explain = "EXPLAIN QUERY PLAN" if is_sqlite() else "EXPLAIN"
    return "\n".join(str(row[-1]) for row in connection.exec_driver_sql(f"{explain} {statement}", values))
