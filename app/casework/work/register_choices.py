"""What the register offers to be narrowed to: lists that processes bring, organs and units."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, select

from app.casework.contract.platform import platform
from app.casework.models import Case
from app.database import columns_of
from app.office.models import OrgUnit
from app.office.reach import Reach

_units = (
    select(OrgUnit.code, OrgUnit.short_name)
    .where(OrgUnit.id.in_(bindparam("ids", expanding=True)))
    .order_by(OrgUnit.position, OrgUnit.code)
)


def units_in_reach(reach: Reach) -> list[tuple[str, str]]:
    """Code and name of the organs and units whose cases one's posts open, each once, for a filter."""
    ids = reach.organ_ids | reach.unit_ids
    return list(dict(columns_of(_units, {"ids": list(ids)}).tuples().all()).items())


def lists_of_processes() -> list[tuple[str, str]]:
    """Name in the address and title of every list that a process brings."""
    return [
        (f"{process.key}.{one.name}", one.title)
        for process in platform().processes.values()
        for one in process.figures.lists
    ]


def on_list(name: str, now: datetime) -> list[ColumnElement[bool]]:
    """The condition of a list that a process brings; none for a name that there is not."""
    key, _, which = name.partition(".")
    found = platform().processes.get(key)
    lists = [one for one in found.figures.lists if one.name == which] if found else []
    return [and_(Case.process == key, one.condition(now)) for one in lists]
