"""Loading the demo need not survive a power cut: the writing is left to the operating system meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.casework.store.lasting import need_not_last
from app.database import db, is_sqlite


@contextmanager
def without_waiting_for_the_disk() -> Iterator[None]:
    """Inside, neither a file nor, on SQLite, a commit waits for the disk. Killing the process still loses nothing."""
    with need_not_last():
        if not is_sqlite():
            yield
            return
        _set_synchronous("OFF")
        try:
            yield
        finally:
            _set_synchronous("FULL")


def _set_synchronous(mode: str) -> None:
    """For the connection that the session is about to use: the pool hands out the last one returned."""
    db.session.rollback()
    connection = db.engine.raw_connection()
    try:
        connection.cursor().execute(f"PRAGMA synchronous={mode}")
    finally:
        connection.close()
