"""Insert a row unless its unique key is there already, so that jobs and workers may run twice at once."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Executable, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect

from app.database import connected, db


def insert_once(model: Any, **values: Any) -> bool:
    """INSERT … ON CONFLICT DO NOTHING. Whether the row is new. Columns keep their defaults."""
    return id_if_new(model, **values) is not None


def id_if_new(model: Any, **values: Any) -> Any:
    """The same; the primary key (its first column) of the new row, None where there is one already."""
    db.session.flush()  # a row that this one points to is there
    connection = connected()
    statement = _compiled(model.__table__, tuple(values), connection.dialect)
    # asked by RETURNING: the count of rows is not reliable for INSERT
    row = connection.execute(statement, values).first()
    return row[0] if row is not None else None


def insert_each_once(model: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    """The same for many rows by one statement."""
    if rows:
        table = model.__table__
        db.session.execute(_insert(table, db.engine.dialect).on_conflict_do_nothing(), list(rows))


@lru_cache(maxsize=256)
def _compiled(table: Table, names: tuple[str, ...], dialect: Dialect) -> Executable:
    """Kept here: the library compiles an INSERT of this kind anew each time, which takes longer than the INSERT."""
    statement = _insert(table, dialect).on_conflict_do_nothing().returning(*table.primary_key)
    return cast(Executable, statement.compile(dialect=dialect, column_keys=list(names)))


def _insert(table: Table, dialect: Dialect) -> Any:
    return sqlite.insert(table) if dialect.name == "sqlite" else postgresql.insert(table)
