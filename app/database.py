"""The database: one typed base, one session, and SQLite made safe for several writers.

SQLite: BEGIN IMMEDIATE for writing transactions (a deferred BEGIN loses updates or fails with SQLITE_BUSY_SNAPSHOT
under two writers), synchronous=FULL, foreign keys on. WAL only on a library without the WAL-reset defect
(3.7.0–3.51.2 without backport); otherwise the rollback journal. See docs/decisions/0002-sqlite-journal.md.
"""

import os
import sqlite3
from datetime import UTC, datetime
from typing import Any

from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, MetaData, event, text
from sqlalchemy.engine import Connection, Dialect, Engine
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

from app.timekeeping import OFFICE_TIME

BUSY_TIMEOUT_MS = 20_000
HELD = "mingbai.held"  # in a session's info: the rows that a writing transaction has read
NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of all tables; every constraint has a name, so that migrations can address it."""

    metadata = MetaData(naming_convention=NAMING)


# hide_parameters: an error's text, which may end in a log, does not quote what was bound (names, hashes, sealed values)
db = SQLAlchemy(model_class=Base, disable_autonaming=True, engine_options={"hide_parameters": True})
migrate = Migrate(compare_type=True)


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: only aware values go in, they are kept in UTC and come back in the office's time zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        instant = value.astimezone(UTC)
        return instant.replace(tzinfo=None) if dialect.name == "sqlite" else instant

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(OFFICE_TIME)


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite is free of the WAL-reset defect (fixed in 3.51.3; backports 3.50.7 and 3.44.6)."""
    if version >= (3, 51, 3):
        return True
    return any(version[:2] == line[:2] and version >= line for line in ((3, 50, 7), (3, 44, 6)))


def journal_mode() -> str:
    """The journal mode for this machine; MINGBAI_SQLITE_JOURNAL overrides it."""
    return os.environ.get("MINGBAI_SQLITE_JOURNAL") or (
        "WAL" if wal_is_safe(sqlite3.sqlite_version_info) else "DELETE"
    )


@event.listens_for(Engine, "connect")
def _configure_sqlite(connection: Any, _record: Any) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None  # BEGIN is ours, see below
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        f"journal_mode={journal_mode()}",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        "trusted_schema=OFF",
    ):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@event.listens_for(db.session, "loaded_as_persistent")
def _hold(session: Session, row: object) -> None:
    """A session forgets rows to which nobody points; a writing transaction keeps its own, and asks for none twice."""
    if (held := session.info.get(HELD)) is not None:
        held.append(row)


def is_sqlite() -> bool:
    """Whether the current application runs on SQLite (its BEGIN IMMEDIATE is the lock) and not on PostgreSQL."""
    return db.engine.dialect.name == "sqlite"


def refresh_statistics() -> bool:
    """Let SQLite count anew what its indexes hold, by samples; PostgreSQL does so by itself (False).

    Connections opened afterwards plan with it. Without it, lists over years of cases take twice as long.
    Needs an open writing transaction.
    """
    if is_sqlite():
        db.session.execute(text("PRAGMA analysis_limit=1000"))
        db.session.execute(text("ANALYZE"))
    return is_sqlite()
