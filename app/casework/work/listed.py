"""Reading the rows of a list: its cases or work items by their keys, as tuples, in one statement."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, bindparam, select

from app.casework.models import Case, WorkItem
from app.casework.models.listed import ListedCase, ListedItem
from app.database import columns_of
from app.office.models import OrgUnit, Person

CASE, ITEM, PERSON = Case.__table__.c, WorkItem.__table__.c, Person.__table__.c
ORGAN, HANDLING, UNIT = (OrgUnit.__table__.alias(name) for name in ("organ", "handling", "unit"))
OF_UNITS = (ORGAN.c.name, ORGAN.c.short_name, ORGAN.c.code, HANDLING.c.short_name, HANDLING.c.code)
OF_CASE = tuple(CASE[name] for name in ListedCase._fields[: -len(OF_UNITS)]) + OF_UNITS
OF_PEOPLE = (UNIT.c.name, UNIT.c.short_name, UNIT.c.code, PERSON.name, PERSON.login)
OF_ITEM = tuple(ITEM[name] for name in ListedItem._fields[: -len(OF_PEOPLE) - 1]) + OF_PEOPLE


def _with_units(query: Select[Any]) -> Select[Any]:
    with_organ = query.join(ORGAN, ORGAN.c.id == CASE.organ_id)
    return with_organ.outerjoin(HANDLING, HANDLING.c.id == CASE.handling_unit_id)


CASES = _with_units(select(*OF_CASE).select_from(Case.__table__)).where(
    CASE.id.in_(bindparam("ids", expanding=True))
)
ITEMS = _with_units(
    select(*OF_ITEM, *OF_CASE)
    .select_from(WorkItem.__table__)
    .join(Case.__table__, CASE.id == ITEM.case_id)
    .join(UNIT, UNIT.c.id == ITEM.unit_id)
    .outerjoin(Person.__table__, PERSON.id == ITEM.assignee_id)
).where(ITEM.id.in_(bindparam("ids", expanding=True)))


def listed_cases(ids: Sequence[int]) -> list[ListedCase]:
    """The cases of these ids, in their order."""
    if not ids:
        return []
    rows = columns_of(CASES, {"ids": list(ids)})
    found = {row[0]: ListedCase._make(row) for row in rows}
    return [found[id_] for id_ in ids if id_ in found]


def listed_items(ids: Sequence[str]) -> list[ListedItem]:
    """The work items of these ids, in their order."""
    if not ids:
        return []
    found, end = {}, len(OF_ITEM)
    for row in columns_of(ITEMS, {"ids": list(ids)}):
        found[row[0]] = ListedItem._make((*row[:end], ListedCase._make(row[end:])))
    return [found[id_] for id_ in ids if id_ in found]
