"""The first cases of many units at once: what each organ or unit has newest, read from the head of an index.

One question with IN over several units would sort everything that they have; here each unit gives its few.
"""

from collections.abc import Callable, Collection
from typing import Any

from sqlalchemy import BindParameter, Integer, Select, bindparam, select, true
from sqlalchemy.orm import InstrumentedAttribute

from app.casework.models import Case
from app.database import is_sqlite
from app.office.models import OrgUnit

Picked = Callable[[Any], Select[Any]]
Most = int | BindParameter[int]
MOST = bindparam("most", type_=Integer)
"""How many a statement gives that is built once and asked often."""
UNIT, CHOSEN = OrgUnit.__table__.alias("head_of"), Case.__table__.alias("head")
"""Named once: a new alias with all its columns takes longer than the database needs to answer."""


def heads(unit_ids: Collection[int], picked: Picked, *more: InstrumentedAttribute[Any]) -> Select[Any]:
    """For each of these units `picked(its id)`: an ordered and limited choice of ids of cases; `more`: columns of Case
    that are wanted with them.

    PostgreSQL joins the choices LATERAL. SQLite cannot, but looks up the chosen ids one by one.
    """
    chosen = picked(UNIT.c.id).correlate(UNIT)
    if is_sqlite():
        columns = [CHOSEN.c[column.key] for column in (Case.id, *more)]
        found = select(*columns).select_from(UNIT).join(CHOSEN, CHOSEN.c.id.in_(chosen))
    else:
        each = chosen.add_columns(*more).lateral()
        found = select(*each.c).select_from(UNIT).join(each, true())
    return found.where(UNIT.c.id.in_(unit_ids))
