"""Who is asked inside the tree: a unit of the house (协办), or another organ that works on this platform as well."""

from datetime import date

from app.casework.models import Case
from app.law.errors import InvalidInput
from app.office.models import OrgUnit
from app.office.organs import descendants, list_organs

NAMES_SHOWN = 20


def unit_named(case: Case, name: str, on: date) -> OrgUnit:
    """Raises InvalidInput, naming the units that there are."""
    units = descendants(case.organ, on)
    found = next((unit for unit in units if name in (unit.name, unit.short_name, unit.code)), None)
    if found is None:
        known = "、".join(unit.name for unit in units[:NAMES_SHOWN])
        raise InvalidInput(fields={"name": f"“{name}”不是本机关的单位。可以选择：{known}"})
    return found


def organ_named(case: Case, name: str, on: date) -> OrgUnit | None:
    """The organ of the tree that is asked under its full name; None for one that is not in it and answers on paper.

    Raises InvalidInput for the organ of the case: it does not ask itself.
    """
    found = next((organ for organ in list_organs(on) if organ.name == name), None)
    if found is not None and found.id == case.organ_id:
        raise InvalidInput(
            fields={"name": "不必征求本机关自己的意见；征求本机关的单位的，请选“本机关的单位”"}
        )
    return found
