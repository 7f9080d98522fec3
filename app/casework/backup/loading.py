"""Lines of a backup into a table, by the way that is quick on its database: many rows at once, column by column.

The statement is made once for a table. On SQLite the driver gets tuples; on PostgreSQL rows go by COPY.
"""

from binascii import a2b_base64
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import orjson
from sqlalchemy import JSON, Column, Connection, LargeBinary, Table, insert
from sqlalchemy.exc import DBAPIError

from app.casework.backup.rows import Convert, columns_of, converted, if_any, portions, rows_of
from app.database import UtcDateTime


def load(connection: Connection, table: Table, lines: Iterable[bytes]) -> None:
    """Every line becomes a row of the table, which is empty. Raises DBAPIError for what the database refuses."""
    if connection.dialect.name == "sqlite":
        _insert(connection, table, lines)
    else:
        _copy(connection, table, lines)


def _insert(connection: Connection, table: Table, lines: Iterable[bytes]) -> None:
    columns = columns_of(table)
    names = [column.name for column in columns]
    statement = str(insert(table).compile(dialect=connection.dialect, column_keys=names))
    made = [(at, make) for at, one in enumerate(columns) if (make := _bound(one))]
    for some in portions(lines):
        connection.exec_driver_sql(statement, list(converted(rows_of(some), made)))


def _bound(column: Column[Any]) -> Convert | None:
    """From JSON to what the driver is given for this column: SQLite's own form, by which it compares and orders."""
    if isinstance(column.type, UtcDateTime):
        return if_any(_for_sqlite)
    return _copied(column)


def _for_sqlite(instant: str) -> str:
    """An instant of a backup, "2026-03-02T01:00:00+00:00", as `UtcDateTime` keeps it in SQLite."""
    second, _, fraction = instant.removesuffix("+00:00").partition(".")
    return f"{second[:10]} {second[11:]}.{fraction or '000000'}"


def _copy(connection: Connection, table: Table, lines: Iterable[bytes]) -> None:
    """Everything in COPY is text; instants and days of a backup are read by PostgreSQL as they stand."""
    columns = columns_of(table)
    quote = connection.dialect.identifier_preparer.quote
    names = ", ".join(quote(column.name) for column in columns)
    made = [(at, make) for at, one in enumerate(columns) if (make := _copied(one))]
    driver: Any = connection.connection.dbapi_connection
    statement = f"COPY {quote(table.name)} ({names}) FROM STDIN"
    with _told_as_elsewhere(connection, statement), driver.cursor() as cursor, cursor.copy(statement) as copy:
        for some in portions(lines):
            for row in converted(rows_of(some), made):
                copy.write_row(row)


@contextmanager
def _told_as_elsewhere(connection: Connection, statement: str) -> Iterator[None]:
    """What the driver raises here by itself comes as what every other statement raises."""
    driver: Any = connection.dialect.loaded_dbapi
    try:
        yield
    except driver.Error as error:
        raise DBAPIError.instance(statement, None, error, driver.Error, hide_parameters=True) from error


def _copied(column: Column[Any]) -> Convert | None:
    if isinstance(column.type, JSON):
        return if_any(_text)
    return if_any(a2b_base64) if isinstance(column.type, LargeBinary) else None


def _text(value: Any) -> str:
    return orjson.dumps(value).decode()
