"""The first cases of many units at once: what each organ or unit has newest, read from the head of an index.

One question with IN over several units would sort everything that they have; here each unit gives its few.
"""

from collections.abc import Callable, Collection
from typing import Any

from sqlalchemy import Select, select, true
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.casework.models import Case
from app.database import is_sqlite
from app.office.models import OrgUnit

Picked = Callable[[Any], Select[Any]]


def heads(unit_ids: Collection[int], picked: Picked, *more: InstrumentedAttribute[Any]) -> Select[Any]:
    """For each of these units `picked(its id)`: an ordered and limited choice of ids of cases; `more`: columns of Case
    that are wanted with them.

    PostgreSQL joins the choices LATERAL. SQLite cannot, but looks up the chosen ids one by one.
    """
    unit = aliased(OrgUnit)
    chosen = picked(unit.id).correlate(unit)
    if is_sqlite():
        case = aliased(Case)
        columns = [getattr(case, column.key) for column in (Case.id, *more)]
        found = select(*columns).select_from(unit).join(case, case.id.in_(chosen))
    else:
        each = chosen.add_columns(*more).lateral()
        found = select(*each.c).select_from(unit).join(each, true())
    return found.where(unit.id.in_(unit_ids))
