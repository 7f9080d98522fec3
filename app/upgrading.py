"""The mark of an upgrade that runs: others see it, and it is gone when the process that holds it ends, whatever of."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event

from sqlalchemy import text

from app.database import db, is_sqlite
from app.writers_turn import TurnDidNotCome, turn

LOCK_CLASS, LOCK_NUMBER = 0x6D63, 1  # of PostgreSQL's advisory locks
TRIES, PAUSE = 20, 0.05  # seconds between them: who only asks holds the mark for a moment
TAKE = text("SELECT pg_try_advisory_lock(:class, :number)")
LOOK = text(
    "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = :class AND objid = :number"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))"
)


class AlreadyUpgrading(RuntimeError):
    """Another process upgrades this database."""


@contextmanager
def upgrading() -> Iterator[None]:
    """Hold the mark. Raises AlreadyUpgrading."""
    if not is_sqlite():
        with _held_on_the_server():
            yield
        return
    with ExitStack() as held:
        _take(held)
        yield


def _take(held: ExitStack) -> None:
    """Again and again, not in the queue: who gives up there gets the mark once more when it is free, for a moment."""
    for _ in range(TRIES):
        try:
            held.enter_context(turn(_file(), 0))
            return
        except TurnDidNotCome:
            Event().wait(PAUSE)
    raise AlreadyUpgrading()


def is_upgrading() -> bool:
    """Whether somebody holds the mark."""
    if not is_sqlite():
        with db.engine.connect() as connection:
            return bool(connection.scalar(LOOK, {"class": LOCK_CLASS, "number": LOCK_NUMBER}))
    try:
        with turn(_file(), 0):
            return False
    except TurnDidNotCome:
        return True


@contextmanager
def _held_on_the_server() -> Iterator[None]:
    with db.engine.connect() as connection:
        if not connection.scalar(TAKE, {"class": LOCK_CLASS, "number": LOCK_NUMBER}):
            raise AlreadyUpgrading()
        connection.rollback()
        try:
            yield
        finally:
            connection.invalidate()  # the lock belongs to the connection and ends with it


def _file() -> Path:
    return Path(f"{db.engine.url.database}-upgrade")
