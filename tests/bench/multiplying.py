"""One pattern of a case becomes as many cases as are wanted: one INSERT … SELECT a table, on SQLite and on PostgreSQL.

Case number `i` has the keys of the pattern moved by `i × STRIDE`, its days moved by some days, and in every text that
must be unique its own number at the end. References inside the case follow; those to people, units and files stay.
"""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from tests.bench.patterns import Pattern, is_of_cases

STRIDE = 1000  # more than any key of a pattern
DIGITS = 9
Expression = Any
Changes = dict[tuple[str, str], Expression]  # (table, column): what stands there instead

numbers = sa.table("bench_number", sa.column("i", sa.Integer))


@dataclass(frozen=True)
class Lot:
    """Cases `first` to `last`. `days`: by how many days each is moved; `changes`: what differs from the pattern."""

    pattern: Pattern
    first: int
    last: int
    days: Expression
    changes: Changes


def own_number(i: Expression) -> Expression:
    """Nine digits."""
    return sa.func.substr(sa.cast(10**DIGITS + i, sa.String), 2, DIGITS)


def multiply(connection: sa.Connection, lot: Lot, tables: frozenset[str]) -> dict[str, int]:
    """Write the cases of a lot, or what they have in these tables. How many rows went into each."""
    connection.exec_driver_sql("CREATE TABLE bench_number (i INTEGER PRIMARY KEY)")
    start = sa.select(sa.literal(lot.first, sa.Integer).label("i")).cte("numbered", recursive=True)
    counting = start.union_all(sa.select(start.c.i + 1).where(start.c.i < lot.last))
    connection.execute(sa.insert(numbers).from_select(["i"], sa.select(counting.c.i)))
    wanted = [name for name in lot.pattern.rows if not tables or name in tables]
    written = {name: _copy(connection, lot, name) for name in wanted}
    connection.exec_driver_sql("DROP TABLE bench_number")
    return written


def _copy(connection: sa.Connection, lot: Lot, name: str) -> int:
    """All rows of one table: the pattern's lie in a scratch table meanwhile, beside the numbers."""
    from app.database import db

    table, rows = db.metadata.tables[name], lot.pattern.rows[name]
    scratch = sa.Table(f"bench_{name}", sa.MetaData(), *(sa.Column(c.name, c.type) for c in table.columns))
    scratch.create(connection)
    connection.execute(sa.insert(scratch), rows)
    new = [_new_value(connection, lot, column, scratch.c[column.name]) for column in table.columns]
    source = sa.select(*new).select_from(numbers.join(scratch, sa.true()))
    names = [column.name for column in table.columns]
    connection.execute(sa.insert(table).from_select(names, source))
    scratch.drop(connection)
    return len(rows) * (lot.last - lot.first + 1)


def _new_value(connection: sa.Connection, lot: Lot, column: sa.Column, old: Expression) -> Expression:
    """What stands in this column of case i; NULL stays NULL."""
    change = lot.changes.get((column.table.name, column.name))
    if change is not None:
        return change(old) if callable(change) else change
    if is_key(column):
        if isinstance(column.type, sa.Integer):
            return numbers.c.i * STRIDE + old
        length = column.type.length or 64  # type: ignore[attr-defined]
        return sa.func.substr(old, 1, length - DIGITS).op("||")(own_number(numbers.c.i))
    if isinstance(column.type, sa.Date) or _is_instant(column):
        return _moved(connection, column, old, lot.days)
    return old


def is_key(column: sa.Column) -> bool:
    """Whether every case needs its own value: keys of the case's rows, references to them, texts that are unique."""
    for key in column.foreign_keys:
        return is_of_cases(key.column.table) and is_key(key.column)
    table = column.table
    single = [one.columns for one in table.constraints if isinstance(one, sa.UniqueConstraint)]
    is_unique = bool(column.unique) or any(list(columns) == [column] for columns in single)
    return is_unique or (column.primary_key and len(table.primary_key.columns) == 1)


def _is_instant(column: sa.Column) -> bool:
    return isinstance(getattr(column.type, "impl", column.type), sa.DateTime)


def _moved(connection: sa.Connection, column: sa.Column, old: Expression, days: Expression) -> Expression:
    """A day or an instant some days on (back, if there are fewer than none)."""
    if connection.dialect.name == "sqlite":  # dates are texts there
        day = sa.func.date(sa.func.substr(old, 1, 10), sa.cast(days, sa.String).op("||")(" days"))
        return day if isinstance(column.type, sa.Date) else day.op("||")(sa.func.substr(old, 11))
    if isinstance(column.type, sa.Date):
        return old + sa.cast(days, sa.Integer)
    return old + sa.func.make_interval(0, 0, 0, days)
