"""SQLite as the office uses it: which library, which journal, which settings of a connection.

The wheel `pysqlite3` brings a library that is newer than the system's, and with it WAL by our own rule of versions.
It exists for x86_64 only; where it is missing, Python's own library serves with the journal that is safe on it.
See docs/decisions/0002-sqlite-journal.md and 0047-many-at-once.md.
"""

import os
import sqlite3
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

BUSY_SECONDS = 20  # how long a writer waits for others
JOURNAL_TRIES = 20  # as many processes as start at once
KEPT_STATEMENTS = (
    400  # prepared for each connection, of either database; the pages of the office send some three hundred
)
WHEEL = "pysqlite3"
Version = tuple[int, ...]


def choose(asked: str) -> ModuleType:
    """The library by the setting MINGBAI_SQLITE: `system` is Python's own, anything else the wheel if it is there."""
    is_wanted = asked != "system" and find_spec(WHEEL) is not None
    return import_module(f"{WHEEL}.dbapi2") if is_wanted else sqlite3


LIBRARY = choose(os.environ.get("MINGBAI_SQLITE", ""))
CONNECTIONS = tuple({sqlite3.Connection, LIBRARY.Connection})


def wal_is_safe(version: Version) -> bool:
    """Whether this SQLite is free of the WAL-reset defect (fixed in 3.51.3; backports 3.50.7 and 3.44.6)."""
    if version >= (3, 51, 3):
        return True
    return any(version[:2] == line[:2] and version >= line for line in ((3, 50, 7), (3, 44, 6)))


def journal_mode(version: Version = LIBRARY.sqlite_version_info) -> str:
    """The journal mode on this version of SQLite; MINGBAI_SQLITE_JOURNAL overrides it."""
    return os.environ.get("MINGBAI_SQLITE_JOURNAL") or ("WAL" if wal_is_safe(version) else "DELETE")


def configure(connection: Any) -> None:
    """Settings of a new connection of either library. BEGIN stays ours (app.database)."""
    connection.isolation_level = None
    (version,) = connection.execute("SELECT sqlite_version()").fetchone()
    connection.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
    _keep_journal(connection, journal_mode(tuple(map(int, version.split(".")))))
    for pragma in (
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        "trusted_schema=OFF",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _keep_journal(connection: Any, mode: str) -> None:
    """SQLite does not wait for another process that changes the journal as well: it is let through, and then it is
    asked again."""
    for tries_left in reversed(range(JOURNAL_TRIES)):
        try:
            connection.execute(f"PRAGMA journal_mode={mode}")
            return
        except (sqlite3.OperationalError, LIBRARY.OperationalError) as busy:
            if not is_busy(busy) or not tries_left:
                raise
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")


def is_busy(error: BaseException | None) -> bool:
    """Whether this error of either library says that others write just now."""
    return str(getattr(error, "sqlite_errorname", "")).startswith("SQLITE_BUSY")
