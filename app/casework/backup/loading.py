"""Lines of a backup into a table, by the way that is quick on its database: many rows at once, column by column.

The statement is made once for a table. On SQLite the driver gets tuples; on PostgreSQL rows go by COPY.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from sqlalchemy import JSON, Column, Connection, Dialect, LargeBinary, Table, insert
from sqlalchemy.exc import DBAPIError

from app.casework.backup.rows import (
    AT_ONCE,
    Convert,
    columns_of,
    converted,
    from_json,
    once_for_each,
    rows_of,
)


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
    made = [(at, make) for at, one in enumerate(columns) if (make := _bound(one, connection.dialect))]
    for some in _portions(lines):
        connection.exec_driver_sql(statement, list(converted(rows_of(some), made)))


def _bound(column: Column[Any], dialect: Dialect) -> Convert | None:
    """From JSON to what the driver is given for this column."""
    read, bind = from_json(column), column.type.dialect_impl(dialect).bind_processor(dialect)
    if read is None or bind is None:
        return read or bind
    return once_for_each(lambda value: bind(read(value)))


def _copy(connection: Connection, table: Table, lines: Iterable[bytes]) -> None:
    """Everything in COPY is text; instants and days of a backup are read by PostgreSQL as they stand."""
    columns = columns_of(table)
    quote = connection.dialect.identifier_preparer.quote
    names = ", ".join(quote(column.name) for column in columns)
    made = [(at, make) for at, one in enumerate(columns) if (make := _copied(one))]
    driver: Any = connection.connection.dbapi_connection
    statement = f"COPY {quote(table.name)} ({names}) FROM STDIN"
    with _told_as_elsewhere(connection, statement), driver.cursor() as cursor, cursor.copy(statement) as copy:
        for some in _portions(lines):
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
        return json.dumps
    return from_json(column) if isinstance(column.type, LargeBinary) else None


def _portions(lines: Iterable[bytes]) -> Iterator[Sequence[bytes]]:
    remaining = iter(lines)
    while some := list(islice(remaining, AT_ONCE)):
        yield some
