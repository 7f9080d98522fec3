"""The database: one typed base, one session, and SQLite made safe for several writers.

SQLite: BEGIN IMMEDIATE for writing transactions (a deferred BEGIN loses updates or fails with SQLITE_BUSY_SNAPSHOT
under two writers). Library, journal and settings of its connections: app.sqlite. Those of PostgreSQL: app.postgresql.
"""

import json
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache, wraps
from typing import Any, TypeVar, cast

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    ARRAY,
    CTE,
    URL,
    BigInteger,
    ColumnElement,
    CursorResult,
    DateTime,
    Executable,
    MetaData,
    Select,
    String,
    Text,
    any_,
    bindparam,
    event,
    func,
    make_url,
    select,
    text,
)
from sqlalchemy.engine import Connection, Dialect, Engine
from sqlalchemy.orm import DeclarativeBase, Session, SessionTransaction
from sqlalchemy.types import TypeDecorator

from app import postgresql, sqlite
from app.sqlite import journal_mode as journal_mode
from app.timekeeping import OFFICE_TIME

Built = TypeVar("Built")
CONNECTION = "mingbai.connection"  # in a session's info: that of its transaction
HELD = "mingbai.held"  # in a session's info: the rows that an act, or a page about one case, has read
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


def engine_options(url: str | URL) -> dict[str, Any]:
    """What an engine for this address is made with.

    SQLite: our library, which prepares anew what it has not kept. PostgreSQL: `app.postgresql`.
    """
    parts = make_url(url)
    if parts.get_backend_name() == "sqlite":
        return {"module": sqlite.LIBRARY, "connect_args": {"cached_statements": sqlite.KEPT_STATEMENTS}}
    return postgresql.engine_options(parts)


class OfficeDatabase(SQLAlchemy):
    """Every application's engine is made with `engine_options`, unless its own settings say otherwise."""

    def _apply_driver_defaults(self, options: dict[str, Any], app: Flask) -> None:
        super()._apply_driver_defaults(options, app)
        for name, value in engine_options(options["url"]).items():
            options.setdefault(name, value)


# hide_parameters: an error's text, which may end in a log, does not quote what was bound (names, hashes, sealed values)
db = OfficeDatabase(model_class=Base, disable_autonaming=True, engine_options={"hide_parameters": True})
migrate = Migrate(compare_type=True)
LINE = Text().with_variant(String(300), "sqlite")
"""A sentence of the record with what was typed in it, of any length. SQLite holds no column to its declared length, and
the audit chain's table is never made anew there, so that it keeps its old declaration."""


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


@event.listens_for(Engine, "connect")
def _configure_sqlite(connection: Any, _record: Any) -> None:
    if isinstance(connection, sqlite.CONNECTIONS):
        sqlite.configure(connection)


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@event.listens_for(db.session, "loaded_as_persistent")
def _hold(session: Session, row: object) -> None:
    """A session forgets rows to which nobody points; an act, or a page on a case, keeps its own."""
    if (held := session.info.get(HELD)) is not None:
        held.append(row)


@event.listens_for(db.session, "after_begin")
def _note_connection(session: Session, _transaction: SessionTransaction, connection: Connection) -> None:
    session.info[CONNECTION] = connection


@event.listens_for(db.session, "after_transaction_end")
def _forget_connection(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        session.info.pop(CONNECTION, None)


@event.listens_for(db.session, "after_soft_rollback")
def _forget_what_failed(session: Session, _transaction: SessionTransaction) -> None:
    """After a failed flush the session refuses every statement until the ROLLBACK: none goes past it."""
    session.info.pop(CONNECTION, None)


def connected() -> Connection:
    """The connection of the session's transaction, which begins here if none is under way."""
    session = db.session()
    return session.info.get(CONNECTION) or session.connection()


def is_sqlite() -> bool:
    """Whether the current application runs on SQLite (its BEGIN IMMEDIATE is the lock) and not on PostgreSQL."""
    return db.engine.dialect.name == "sqlite"


def kept_statement(most: int) -> Callable[[Callable[..., Built]], Callable[..., Built]]:
    """A statement is built once for what it is asked with, of which this many are kept: apart for SQLite and
    PostgreSQL, for some are worded otherwise there and one process may have applications on both."""

    def keeping(build: Callable[..., Built]) -> Callable[..., Built]:
        @lru_cache(maxsize=most)
        def kept(_database: str, *asked: Hashable) -> Built:
            return build(*asked)

        @wraps(build)
        def built(*asked: Hashable) -> Built:
            return kept(db.engine.dialect.name, *asked)

        return built

    return keeping


def one_of(column: Any, ids: Sequence[int]) -> ColumnElement[bool]:
    """`column IN (…)` for thousands of ids: they go as one parameter, so the statement stays short and is kept."""
    if is_sqlite():
        values = func.json_each(bindparam(None, json.dumps(ids), String)).table_valued("value")
        return cast(ColumnElement[bool], column.in_(select(values.c.value)))
    return cast(ColumnElement[bool], column == any_(bindparam(None, list(ids), ARRAY(BigInteger))))


def columns_of(query: Executable, asked: Mapping[str, Any] | None = None) -> CursorResult[Any]:
    """What a statement that selects columns finds, past the session's care for objects, which takes twice as long as
    to ask a small statement.

    What waits in the session to be written is not seen. An act that may have made or changed what it asks for calls
    `write_what_waits` before, or says why nothing waits.
    """
    return connected().execute(query, asked)


def write_what_waits() -> None:
    """Before columns are asked of rows that this act may have made: as the session does before its own readings, and
    not where `no_autoflush` says that nothing waits that is looked for."""
    session = db.session()
    if session.autoflush:
        session.flush()


def materialized(query: Select[Any], name: str) -> CTE:
    """A part of a statement that is worked out by itself, and once, whatever the database guesses that it finds."""
    return query.cte(name).prefix_with("MATERIALIZED")


def refresh_statistics() -> bool:
    """Let SQLite count anew what its indexes hold, by samples; PostgreSQL does so by itself (False).

    Connections opened afterwards plan with it. Without it, lists over years of cases take twice as long.
    Needs an open writing transaction.
    """
    if is_sqlite():
        db.session.execute(text("PRAGMA analysis_limit=1000"))
        db.session.execute(text("ANALYZE"))
    return is_sqlite()
