"""What the register offers to be narrowed to: lists that processes bring, organs and units."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, and_

from app.casework.contract.platform import platform
from app.casework.models import Case
from app.office.present_forms import forms_on
from app.office.reach import Reach


def units_in_reach(reach: Reach, on: date) -> list[tuple[str, str]]:
    """Code and label of the organs and units whose cases one's posts open, each once, for a filter."""
    return [(one.code, one.label) for one in forms_on(on).each_once(reach.organ_ids | reach.unit_ids)]


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
