"""One transaction that fills a whole database: no trigger counts or refuses, foreign keys are checked at its end.

Indexes are made at the end as well: once over all rows, not with every row.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Row, inspect, text
from sqlalchemy.exc import IntegrityError

from app.casework.backup.errors import NotTheSame
from app.database import db
from app.half_restored import unmark
from app.office import edition
from app.sqlite import BUSY_SECONDS, LIBRARY, is_busy

CACHE = 256 * 1024  # kilobytes: keys that must be unique are looked up at random
BESIDE_TABLES = text(
    "SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', 'index') AND sql IS NOT NULL"
)
INDEXES = text(
    "SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS made FROM pg_index"
    " JOIN pg_class ON pg_class.oid = indrelid WHERE relnamespace = current_schema()::regnamespace"
    " AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND conrelid = indrelid)"
)  # those of a constraint stay
FOREIGN_KEYS = text(
    "SELECT conrelid::regclass::text AS place, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS made"
    " FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"
)


@contextmanager
def filling() -> Iterator[Connection]:
    """Commits when the block ends well, and the mark of a restore goes with it. Raises NotTheSame for a foreign key
    that points nowhere."""
    db.session.remove()
    db.engine.dispose()  # nobody of this process has the file open
    plain = db.engine.connect().execution_options(writing=True, **{edition.MIGRATING: True})
    with plain as connection:
        free = _free_sqlite if connection.dialect.name == "sqlite" else _free_postgresql
        with free(connection):
            yield connection


@contextmanager
def _free_sqlite(connection: Connection) -> Iterator[None]:
    raw = connection.connection.dbapi_connection
    assert raw is not None
    raw.execute("PRAGMA foreign_keys=OFF")  # only heard outside of a transaction
    raw.execute(f"PRAGMA cache_size=-{CACHE}")
    _write_in_place(raw)
    try:
        with connection.begin():
            unmark(connection)
            beside = connection.execute(BESIDE_TABLES).all()
            for one in beside:
                connection.exec_driver_sql(f'DROP {one.type} "{one.name}"')
            yield
            for one in beside:
                connection.exec_driver_sql(one.sql)
            if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise NotTheSame(NotTheSame.message.format(where=broken[0]))
    finally:
        connection.invalidate()  # the next one has its settings again


def _write_in_place(raw: Any) -> None:
    """Let pages go to their place in the file: its journal then keeps only those few that were there before.

    WAL would keep millions, write each of them twice, and look for it among all at every reading. It stays where
    another process has the file open. The next connection sets the office's journal again.
    """
    raw.execute("PRAGMA busy_timeout=0")
    try:
        raw.execute("PRAGMA journal_mode=DELETE")
    except LIBRARY.OperationalError as error:
        if not is_busy(error):
            raise
    raw.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")


@contextmanager
def _free_postgresql(connection: Connection) -> Iterator[None]:
    with connection.begin():
        unmark(connection)
        connection.exec_driver_sql(f"SET LOCAL maintenance_work_mem = '{CACHE}kB'")
        names = inspect(connection).get_table_names()
        keys, indexes = connection.execute(FOREIGN_KEYS).all(), connection.execute(INDEXES).all()
        for name in names:
            connection.execute(text(f'ALTER TABLE "{name}" DISABLE TRIGGER USER'))
        for key in keys:
            connection.exec_driver_sql(f"ALTER TABLE {key.place} DROP CONSTRAINT {key.name}")
        for index in indexes:
            connection.exec_driver_sql(f"DROP INDEX {index.name}")
        yield
        for index in indexes:
            connection.exec_driver_sql(index.made)
        for key in keys:
            _bind(connection, key)
        for name in names:
            connection.execute(text(f'ALTER TABLE "{name}" ENABLE TRIGGER USER'))
            _count_on(connection, name)


def _bind(connection: Connection, key: Row[Any]) -> None:
    try:
        connection.exec_driver_sql(f"ALTER TABLE {key.place} ADD CONSTRAINT {key.name} {key.made}")
    except IntegrityError as error:
        raise NotTheSame(NotTheSame.message.format(where=key.place)) from error


def _count_on(connection: Connection, name: str) -> None:
    """The next number that the table gives by itself comes after those that it has now."""
    for column in inspect(connection).get_columns(name):
        if column.get("autoincrement") and str(column.get("default") or "").startswith("nextval"):
            connection.execute(
                text(
                    f'SELECT setval(pg_get_serial_sequence(:name, :column), max("{column["name"]}"))'
                    f' FROM "{name}" HAVING count(*) > 0'
                ),
                {"name": name, "column": column["name"]},
            )
