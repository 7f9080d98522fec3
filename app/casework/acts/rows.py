"""Rows of the hot path, written by statements that are built once: the session's own writing takes several times as
long as the database does.

For rows without parts that the session would have to write along. What is written here is in the database at once.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Insert, Table, Update, bindparam, insert, inspect, update
from sqlalchemy.orm.attributes import set_committed_value

from app.database import Base, connected

_THIS = "this_"  # before the name of a column of the key: the row that is meant


def write_new(rows: Sequence[Base]) -> None:
    """INSERT rows of one kind with the same columns set, which no session holds; the others get their defaults."""
    if rows:
        told = _told(type(rows[0]))
        values = [{told[name]: value for name, value in vars(row).items() if name in told} for row in rows]
        connected().execute(_insert(_table(type(rows[0]))), values)


def write_one(row: Base) -> Any:
    """The same for one. Its primary key, the first column of it."""
    told = _told(type(row))
    values = {told[name]: value for name, value in vars(row).items() if name in told}
    result = connected().execute(_insert(_table(type(row))), values)
    key = result.inserted_primary_key
    return key[0] if key is not None else None


def change(row: Base, **values: Any) -> None:
    """Columns of a row of the session. Written now where the act has left the row as it was; where it has changed
    something else of it, with that."""
    state = inspect(row)
    if state.modified or not state.persistent:
        for name, value in values.items():
            setattr(row, name, value)
        return
    key = zip(state.mapper.primary_key, state.identity or (), strict=True)
    this = {_THIS + column.name: value for column, value in key}
    connected().execute(_update(_table(type(row)), tuple(values)), {**this, **values})
    for name, value in values.items():
        set_committed_value(row, name, value)


def _table(model: type[Base]) -> Table:
    return model.__table__  # type: ignore[return-value]


@lru_cache(maxsize=64)
def _told(model: type[Base]) -> dict[str, str]:
    """Attribute → column."""
    mapped = inspect(model).column_attrs
    return {one.key: one.columns[0].key for one in mapped}


@lru_cache(maxsize=64)
def _insert(table: Table) -> Insert:
    return insert(table)


@lru_cache(maxsize=64)
def _update(table: Table, names: tuple[str, ...]) -> Update:
    this = (column == bindparam(_THIS + column.name) for column in table.primary_key)
    return update(table).where(*this).values({name: bindparam(name) for name in names})
