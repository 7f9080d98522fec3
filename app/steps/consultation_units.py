"""Who is asked inside the tree: a unit of the house (协办), or another organ that works on this platform as well."""

from collections.abc import Sequence
from datetime import date

from app.casework.models import Case
from app.law.errors import InvalidInput
from app.office.holders import holders_of
from app.office.models import OrgUnit, Person
from app.office.organs import descendants, list_organs, organ_of
from app.office.stretches import kept_while_unchanged
from app.office.vocabulary import DESK_ROLES, Role, UnitKind

CODES_SHOWN = 20
TOLD_FIRST = ((Role.HANDLER,), (Role.UNIT_HEAD,), tuple(role for role in Role if role in DESK_ROLES))


def units_of_the_house(case: Case, on: date) -> dict[str, str]:
    """The units that the organ of the case may ask, code → full name; sections with the name of their organ."""
    return dict(
        kept_while_unchanged(("units of the house", case.organ_id), on, lambda: _read_units(case, on))
    )


def _read_units(case: Case, on: date) -> dict[str, str]:
    return {unit.code: full_name(unit) for unit in descendants(case.organ, on)}


def full_name(unit: OrgUnit) -> str:
    """As nobody can mistake it: 办公室 are many in a county."""
    if unit.unit_kind is not UnitKind.SECTION:
        return unit.name
    organ = organ_of(unit).name
    return unit.name if unit.name.startswith(organ) else f"{organ}{unit.name}"


def unit_asked(case: Case, code: str, name: str, on: date) -> OrgUnit:
    """The unit that was chosen, or named by programs. Raises InvalidInput, also for a name that several have."""
    units = descendants(case.organ, on)
    if code:
        return next(unit for unit in units if unit.code == code)  # the form offers no other
    found = _named(units, name)
    if not found:
        raise InvalidInput(fields={"unit": f"“{name}”不是本机关的单位，请在“征求单位”中选择"})
    if len(found) > 1:
        raise InvalidInput(fields={"unit": _several(name, found)})
    return found[0]


def _named(units: Sequence[OrgUnit], name: str) -> list[OrgUnit]:
    """Those that the name may mean: by code, by full name, and only then by what is said for short."""
    by_code = [unit for unit in units if unit.code == name]
    return by_code or [unit for unit in units if name in (full_name(unit), unit.name, unit.short_name)]


def _several(name: str, found: Sequence[OrgUnit]) -> str:
    shown = "、".join(f"{unit.code}（{full_name(unit)}）" for unit in found[:CODES_SHOWN])
    more = f"等，以上为前 {CODES_SHOWN} 个" if len(found) > CODES_SHOWN else ""
    return f"叫“{name}”的单位有 {len(found)} 个，请选定一个或者写代码：{shown}{more}"


def people_told(unit_id: int, on: date) -> list[Person]:
    """Who hears that their unit is asked: who does such work there, else its head, else its desk; may be nobody."""
    for roles in TOLD_FIRST:
        if found := [person for role in roles for person in holders_of(role, unit_id, on)]:
            return found
    return []


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
