"""What few cases have: one statement tells a reading which of these tables say nothing of its case.

A page about one case asks a dozen tables of which most are empty for most cases, and to be told "nothing" costs as
much as a row.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Integer, Row, Select, Table, bindparam, exists, select

from app.casework.acts.once import is_reading, once
from app.database import columns_of

OF_CASE: BindParameter[int] = bindparam("of_case", type_=Integer)
"""The id of the case, for conditions of `Rare`."""
Named = type[Any] | Table


class Rare:
    """Tables of one package, each with the condition that a row of it belongs to the case (`OF_CASE`)."""

    def __init__(self, name: str, conditions: Mapping[Named, ColumnElement[bool]]) -> None:
        self._name = name
        self._conditions = conditions

    @property
    def tables(self) -> tuple[Named, ...]:
        return tuple(self._conditions)

    def may_have(self, table: Named, case_id: int) -> bool:
        """Whether it is worth asking this table about the case. Outside of a reading always: an act may have written.

        Raises KeyError for a table that was not named.
        """
        if not is_reading():
            return True
        found = once(f"{self._name} of case {case_id}", lambda: self._look(case_id))
        return bool(found._mapping[_name_of(table)])

    def _look(self, case_id: int) -> Row[Any]:
        return columns_of(self._query, {"of_case": case_id}).one()

    @cached_property
    def _query(self) -> Select[Any]:
        """Built when it is first asked, for then all models are mapped."""
        named = self._conditions.items()
        return select(*(exists().where(condition).label(_name_of(table)) for table, condition in named))


def _name_of(table: Named) -> str:
    return table.name if isinstance(table, Table) else str(table.__tablename__)
