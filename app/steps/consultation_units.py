"""A unit of the house that is asked (协办): by name or code, one of those that a case may be assigned to."""

from datetime import date

from app.casework.models import Case
from app.law.errors import InvalidInput
from app.office.models import OrgUnit
from app.office.organs import descendants

NAMES_SHOWN = 20


def unit_named(case: Case, name: str, on: date) -> OrgUnit:
    """Raises InvalidInput, naming the units that there are."""
    units = descendants(case.organ, on)
    found = next((unit for unit in units if name in (unit.name, unit.short_name, unit.code)), None)
    if found is None:
        known = "、".join(unit.name for unit in units[:NAMES_SHOWN])
        raise InvalidInput(fields={"name": f"“{name}”不是本机关的单位。可以选择：{known}"})
    return found
