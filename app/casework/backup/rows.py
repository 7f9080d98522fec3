"""Rows of tables as lines that are the same on every database, and what tells whether two tables hold the same."""

import base64
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any

import orjson
from sqlalchemy import (
    ARRAY,
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Dialect,
    LargeBinary,
    Table,
    inspect,
    select,
    type_coerce,
)
from sqlalchemy.types import NullType

from app.casework.backup.errors import TableUnknown
from app.database import UtcDateTime, db
from app.schema import TABLE as REVISIONS

AT_ONCE = 1_000  # rows read or written in one go
Convert = Callable[[Any], Any]
WORDS_BESIDE = ("case_grams", "publication_grams")
"""Full-text tables of SQLite, with what they keep beside: filled anew from the words."""


@dataclass
class Tally:
    """How many rows, and a sum over them that depends on every sign and on no order."""

    rows: int = 0
    total: int = 0

    @classmethod
    def of(cls, lines: Iterable[bytes]) -> "Tally":
        """Of all these lines."""
        rows = total = 0
        for rows, line in enumerate(lines, 1):  # noqa: B007  (how many there were)
            total += int.from_bytes(sha256(line).digest())
        return cls(rows, total)

    def add(self, line: bytes) -> None:
        self.rows += 1
        self.total += int.from_bytes(sha256(line).digest())

    def over(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """The same lines, counted as they pass."""
        for line in lines:
            self.add(line)
            yield line

    @property
    def as_record(self) -> dict[str, Any]:
        return {"rows": self.rows, "sum": f"{self.total % 2**256:064x}"}


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
    made = [
        (place, to_json) for place, one in enumerate(columns) if (to_json := _writer(one, connection.dialect))
    ]
    plain = (type_coerce(column, NullType()) for column in columns)  # as the driver gives it
    query = select(*plain).execution_options(yield_per=AT_ONCE)
    for rows in connection.execute(query).partitions():
        yield from map(orjson.dumps, converted(rows, made))


def converted(
    rows: Iterable[Iterable[Any]], made: Sequence[tuple[int, Convert]]
) -> Iterator[tuple[Any, ...]]:
    """The rows with the columns at these places made into something else; what is missing stays missing."""
    by_column = list(zip(*rows, strict=True))
    for place, make in made:
        by_column[place] = tuple(None if value is None else make(value) for value in by_column[place])
    return zip(*by_column, strict=True)


def rows_of(lines: Sequence[bytes]) -> list[list[Any]]:
    """What stands in these lines."""
    found: list[list[Any]] = orjson.loads(b"[%s]" % b",".join(lines))
    return found


def once_for_each(make: Convert) -> Convert:
    """The instant of an act, and a day, stand in many rows: they are made once."""
    return lru_cache(maxsize=16 * AT_ONCE)(make)


def from_json(column: Column[Any]) -> Convert | None:
    """The way back to what a type of the column takes; None where that is the same."""
    if isinstance(column.type, UtcDateTime):
        return datetime.fromisoformat
    if isinstance(column.type, Date):
        return date.fromisoformat
    return base64.b64decode if isinstance(column.type, LargeBinary) else None


def _writer(column: Column[Any], dialect: Dialect) -> Convert | None:
    """What makes a value that the driver gave one that JSON has; None where it is one."""
    if isinstance(column.type, UtcDateTime):
        return once_for_each(
            _chained(DateTime().dialect_impl(dialect).result_processor(dialect, None), _in_utc)
        )
    if isinstance(column.type, Date):
        return once_for_each(
            _chained(column.type.dialect_impl(dialect).result_processor(dialect, None), date.isoformat)
        )
    if isinstance(column.type, LargeBinary):
        return _in_signs
    if isinstance(column.type, JSON | Boolean):
        return column.type.dialect_impl(dialect).result_processor(dialect, None)
    return None


def _chained(first: Convert | None, second: Convert) -> Convert:
    return second if first is None else lambda value: second(first(value))


def _in_utc(value: datetime) -> str:
    """SQLite gives instants without a zone: they are kept in UTC."""
    return (value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)).isoformat()


def _in_signs(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")
