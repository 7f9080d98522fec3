"""Rows of tables as lines that are the same on every database, and what tells whether two tables hold the same."""

from binascii import b2a_base64
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from hashlib import sha256
from itertools import islice
from typing import Any

import orjson
from sqlalchemy import (
    ARRAY,
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Date,
    Dialect,
    LargeBinary,
    Table,
    Text,
    cast,
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
        for some in portions(lines):
            rows += len(some)
            total += sum([int.from_bytes(sha256(line).digest()) for line in some])
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
    columns, dialect = columns_of(table), connection.dialect
    made = [(place, to_json) for place, one in enumerate(columns) if (to_json := _writer(one, dialect))]
    query = select(*(_as_kept(column, dialect) for column in columns)).execution_options(yield_per=AT_ONCE)
    for rows in connection.execute(query).partitions():
        yield from map(orjson.dumps, converted(rows, made))


def _as_kept(column: Column[Any], dialect: Dialect) -> ColumnElement[Any]:
    """The value as the driver gives it; JSON as its text, on either database."""
    if isinstance(column.type, JSON) and dialect.name != "sqlite":
        return cast(column, Text)
    return type_coerce(column, NullType())


def converted(
    rows: Iterable[Iterable[Any]], made: Sequence[tuple[int, Convert]]
) -> Iterator[tuple[Any, ...]]:
    """The rows with the columns at these places made into something else."""
    by_column = list(zip(*rows, strict=True))
    for place, make in made:
        by_column[place] = tuple(map(make, by_column[place]))
    return zip(*by_column, strict=True)


def portions(lines: Iterable[bytes]) -> Iterator[Sequence[bytes]]:
    """The lines, so many at a time as go at once."""
    remaining = iter(lines)
    while some := list(islice(remaining, AT_ONCE)):
        yield some


def rows_of(lines: Sequence[bytes]) -> list[list[Any]]:
    """What stands in these lines."""
    found: list[list[Any]] = orjson.loads(b"[%s]" % b",".join(lines))
    return found


def once_for_each(make: Convert) -> Convert:
    """The instant of an act, and a day, stand in many rows: they are made once."""
    return lru_cache(maxsize=16 * AT_ONCE)(if_any(make))


def if_any(make: Convert) -> Convert:
    """What is missing stays missing."""
    return lambda value: None if value is None else make(value)


def _writer(column: Column[Any], dialect: Dialect) -> Convert | None:
    """What makes a value that the driver gave one that JSON has; None where it is one."""
    if isinstance(column.type, UtcDateTime):
        return if_any(_from_sqlite) if dialect.name == "sqlite" else once_for_each(_in_utc)
    if isinstance(column.type, Date):
        return None if dialect.name == "sqlite" else once_for_each(date.isoformat)
    if isinstance(column.type, LargeBinary):
        return if_any(_in_signs)
    if isinstance(column.type, JSON):
        return _from_text
    if isinstance(column.type, Boolean):
        return if_any(bool)
    return None


def _from_text(kept: Any) -> Any:
    """SQLite keeps a number that stands alone as a number."""
    return orjson.loads(kept) if isinstance(kept, str) else kept


def _from_sqlite(kept: str) -> str:
    """An instant as SQLite keeps it, "2026-03-02 01:00:00.000000" in UTC, as `datetime.isoformat` writes it."""
    return f"{kept[:10]}T{kept[11:].removesuffix('.000000')}+00:00"


def _in_utc(value: datetime) -> str:
    return value.astimezone(UTC).isoformat()


def _in_signs(value: bytes) -> str:
    return b2a_base64(value, newline=False).decode("ascii")
