"""Rows of tables as lines that are the same on every database, and what tells whether two tables hold the same."""

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

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
    """Every row, in no order."""
    query = select(*columns_of(table)).execution_options(yield_per=AT_ONCE)
    for row in connection.execute(query):
        yield line_of(row)


def line_of(row: Iterable[Any]) -> bytes:
    """One row as a JSON list."""
    plain = [_plain(value) for value in row]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()


def row_reader(table: Table) -> Callable[[bytes], dict[str, Any]]:
    """Makes of a line what is inserted into the table."""
    readers = [(column.name, _reader(column)) for column in columns_of(table)]

    def read(line: bytes) -> dict[str, Any]:
        values = zip(readers, json.loads(line), strict=True)
        return {name: None if value is None else made(value) for (name, made), value in values}

    return read


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else value


def _reader(column: Column[Any]) -> Callable[[Any], Any]:
    if isinstance(column.type, UtcDateTime):
        return datetime.fromisoformat
    if isinstance(column.type, Date):
        return date.fromisoformat
    return base64.b64decode if isinstance(column.type, LargeBinary) else lambda value: value
