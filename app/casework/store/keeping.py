"""Bytes are kept with the act that names them: written when everything else of the act is done, before it commits.

A refused act leaves nothing. A crash between leaves at most a file without a row, which the sweeper removes
(app.casework.papers.unclaimed). Both take one lock: acts share it, the sweeper has it alone, so that no file goes
between its writing and the commit of its row. On SQLite the lock of a writing transaction is that lock.
"""

from collections.abc import Iterable

from sqlalchemy import text

from app.casework.store.files import file_store
from app.database import db, is_sqlite

FILES_LOCK = 7_110_2020  # beside the lock of the audit chain


def write_kept(kept: Iterable[bytes]) -> None:
    """Write what an act keeps. Comes before the lock of the audit chain."""
    if not (waiting := list(kept)):
        return
    if not is_sqlite():
        db.session.execute(text("SELECT pg_advisory_xact_lock_shared(:lock)"), {"lock": FILES_LOCK})
    for data in waiting:
        file_store().put(data)


def keep_writers_out() -> None:
    """Until this transaction ends no act writes a file, and what earlier acts wrote has its rows."""
    if not is_sqlite():
        db.session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": FILES_LOCK})
