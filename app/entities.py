"""Rows of the session out of statements of columns.

The session's own reading builds what it needs for each column of a class anew at every statement, which costs three
times what the columns cost themselves. What every act and every call asks is asked for columns (`columns_of`), and
what is found is put into the session here: the same object for the same key, written like any other row.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Generic, TypeVar

from sqlalchemy import Column, Table, inspect
from sqlalchemy.orm import make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value

from app.database import HELD, Base, db

Model = TypeVar("Model", bound=Base)


class Entity(Generic[Model]):
    """The columns of a class, for a statement that selects them, and how a row of the session is made of them."""

    def __init__(self, model: type[Model]) -> None:
        self._model = model
        mapper = inspect(model)
        self.table: Table = model.__table__  # type: ignore[assignment]
        self.columns: tuple[Column[Any], ...] = tuple(self.table.c)
        self._names = tuple(mapper.get_property_by_column(column).key for column in self.columns)
        self._key = tuple(self.columns.index(self.table.c[column.name]) for column in mapper.primary_key)

    def row(self, found: Sequence[Any], *, is_fresh: bool = False) -> Model | None:
        """The session's row with these values; None where an outer join found none.

        What the session has and need not read again stays as it is, and so does what waits to be written; unless this
        is `is_fresh`: read under the lock of its case, before anything was changed.
        """
        key = tuple(found[place] for place in self._key)
        if None in key:
            return None
        known = db.session.identity_map.get(inspect(self._model).identity_key_from_primary_key(key))
        if not isinstance(known, self._model):
            return self._new(found)
        state = inspect(known)
        if is_fresh or (state.expired and not state.modified):
            for name, value in zip(self._names, found, strict=True):
                set_committed_value(known, name, value)
        return known

    def rows(self, found: Iterable[Sequence[Any]]) -> list[Model]:
        """The rows of a statement that asked for these columns alone."""
        return [row for one in found if (row := self.row(one)) is not None]

    def _new(self, found: Sequence[Any]) -> Model:
        row = self._model()
        vars(row).update(zip(self._names, found, strict=True))
        make_transient_to_detached(row)
        db.session.add(row)
        if (held := db.session.info.get(HELD)) is not None:
            held.append(row)
        return row


def parts_of(found: Sequence[Any], *entities: Entity[Any]) -> Iterator[Sequence[Any]]:
    """What a statement found: the values of each entity whose columns it asked for, in their order; then the rest."""
    place = 0
    for one in entities:
        yield found[place : place + len(one.columns)]
        place += len(one.columns)
    yield found[place:]
