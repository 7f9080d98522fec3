"""Rows of tables as lines that are the same on every database, and what tells whether two tables hold the same."""

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import orjson
from sqlalchemy import ARRAY, Column, Connection, Date, LargeBinary, Table, inspect, select

from app.casework.backup.errors import TableUnknown
from app.database import UtcDateTime, db
from app.schema import TABLE as REVISIONS

AT_ONCE = 1_000  # rows read or written in one go
WORDS_BESIDE = ("case_grams", "publication_grams")
"""Full-text tables of SQLite, with what they keep beside: filled anew from the words."""


@dataclass
class Tally:
    """How many rows, and a sum over them that depends on every sign and on no order."""

    rows: int = 0
    total: int = 0

    def add(self, line: bytes) -> None:
        self.rows += 1
        self.total = (self.total + int.from_bytes(hashlib.sha256(line).digest())) % 2**256

    def over(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """The same lines, counted as they pass."""
        for line in lines:
            self.add(line)
            yield line

    @property
    def as_record(self) -> dict[str, Any]:
        return {"rows": self.rows, "sum": f"{self.total:064x}"}


def tables(connection: Connection) -> list[Table]:
    """All tables there are, those before that others point to. Raises TableUnknown for one that would be left out."""
    known, there = db.metadata.sorted_tables, set(inspect(connection).get_table_names())
    left_out = there - {table.name for table in known} - {REVISIONS}
    if unknown := sorted(name for name in left_out if not name.startswith(WORDS_BESIDE)):
        raise TableUnknown(TableUnknown.message.format(names="、".join(unknown)))
    return [table for table in known if table.name in there]


def columns_of(table: Table) -> list[Column[Any]]:
    """All but the pairs of signs of an index, which follow from its words."""
    return [column for column in table.columns if not isinstance(column.type, ARRAY)]


def lines_of(connection: Connection, table: Table) -> Iterator[bytes]:
    """Every row, in no order, as a JSON list."""
    columns = columns_of(table)
    written = [(place, made) for place, column in enumerate(columns) if (made := _writer(column))]
    query = select(*columns).execution_options(yield_per=AT_ONCE)
    for row in connection.execute(query):
        plain = list(row)
        for place, made in written:
            if plain[place] is not None:
                plain[place] = made(plain[place])
        yield orjson.dumps(plain)


def row_reader(table: Table) -> Callable[[bytes], dict[str, Any]]:
    """Makes of a line what is inserted into the table."""
    columns = columns_of(table)
    names = [column.name for column in columns]
    readers = [(column.name, made) for column in columns if (made := _reader(column))]

    def read(line: bytes) -> dict[str, Any]:
        row = dict(zip(names, orjson.loads(line), strict=True))
        for name, made in readers:
            if row[name] is not None:
                row[name] = made(row[name])
        return row

    return read


def _writer(column: Column[Any]) -> Callable[[Any], Any] | None:
    """What makes a value of this column one that JSON has; None where it is one."""
    if isinstance(column.type, UtcDateTime):
        return lambda value: value.astimezone(UTC).isoformat()
    if isinstance(column.type, Date):
        return date.isoformat
    return _in_signs if isinstance(column.type, LargeBinary) else None


def _in_signs(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _reader(column: Column[Any]) -> Callable[[Any], Any] | None:
    """The way back."""
    if isinstance(column.type, UtcDateTime):
        return datetime.fromisoformat
    if isinstance(column.type, Date):
        return date.fromisoformat
    return base64.b64decode if isinstance(column.type, LargeBinary) else None
