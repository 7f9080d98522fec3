"""Taking the lock to write: on SQLite one for the whole office, in turn; on PostgreSQL each row has its own."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from sqlalchemy.exc import OperationalError

from app import sqlite
from app.casework.acts.errors import TooManyWriters
from app.database import db, is_sqlite
from app.writers_turn import TurnDidNotCome, turn


@contextmanager
def turn_to_write() -> Iterator[None]:
    """A writing transaction of the session has begun, for the block that ends it. Raises TooManyWriters."""
    try:
        with _turn():
            _begin()
            yield
    except TurnDidNotCome:
        raise TooManyWriters() from None


def _turn() -> AbstractContextManager[None]:
    file = db.engine.url.database if is_sqlite() else None
    if not file or file == ":memory:":
        return nullcontext()
    return turn(Path(f"{file}-turn"), sqlite.BUSY_SECONDS)


def _begin() -> None:
    """BEGIN IMMEDIATE on SQLite; what writes there without a turn, a migration say, is waited for as well."""
    try:
        db.session.connection(execution_options={"writing": True})
    except OperationalError as error:
        db.session.rollback()
        if sqlite.is_busy(error.orig):
            raise TooManyWriters() from error
        raise
