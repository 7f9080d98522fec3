"""The tree of organs on a given day: what stands above and below, who acts in its own name."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from sqlalchemy import CTE, ColumnElement, Date, Select, and_, bindparam, or_, select

from app.database import columns_of, db, write_what_waits
from app.entities import Entity
from app.law.errors import InvalidInput
from app.office.edition import kept
from app.office.errors import UnknownUnit
from app.office.models import OrgUnit
from app.office.vocabulary import UnitKind

_units, _DAY = Entity(OrgUnit), bindparam("day", type_=Date)
_by_code = select(*_units.columns).where(OrgUnit.code == bindparam("code"), OrgUnit.valid_on(_DAY))


def find_unit(code: str, on: date) -> OrgUnit:
    """The unit that has this code on that day. Raises UnknownUnit."""
    unit = _unit_of(code, on)
    if unit is None:
        raise UnknownUnit(f"没有代码为“{code}”的机构，请核对")
    return unit


def accepting_organ(code: str, on: date) -> OrgUnit:
    """The organ that somebody turns to, from the field `organ` of a form.

    Raises InvalidInput, beside that field, when there is none that may act in its own name and number its letters.
    """
    organ = _unit_of(code, on)
    if organ is None or not organ.may_act_in_its_own_name or not organ.document_code:
        raise InvalidInput(fields={"organ": "没有这个机关，请重新选择"})
    return organ


def _unit_of(code: str, on: date) -> OrgUnit | None:
    write_what_waits()  # a unit of this act
    found = columns_of(_by_code, {"code": code, "day": on}).first()
    return _units.row(found) if found is not None else None


def name_of_unit(unit_id: int) -> str:
    """How the record names a unit: briefly. Empty for one that does not exist."""
    return kept(("unit name", unit_id), lambda: _read_name(unit_id))


def _read_name(unit_id: int) -> str:
    unit = db.session.get(OrgUnit, unit_id)
    return unit.short_name or unit.name if unit else ""


def name_of_organ(unit_id: int) -> str:
    """The full name of the organ that a unit is or belongs to. Empty for a unit that does not exist."""
    return kept(("organ name", unit_id), lambda: _read_organ_name(unit_id))


def _read_organ_name(unit_id: int) -> str:
    unit = db.session.get(OrgUnit, unit_id)
    return organ_of(unit).name if unit else ""


def list_organs(on: date) -> list[OrgUnit]:
    """All units that may act in their own name on that day, in the order of the tree's positions."""
    query = select(OrgUnit).where(OrgUnit.kind != UnitKind.SECTION, OrgUnit.valid_on(on))
    return list(db.session.scalars(query.order_by(OrgUnit.position, OrgUnit.code)))


def numbering_organs(ids: Collection[int], on: date) -> list[OrgUnit]:
    """Those of these units that exist on that day and number documents of their own, in the order of the tree."""
    query = select(OrgUnit).where(OrgUnit.id.in_(ids), OrgUnit.valid_on(on), OrgUnit.document_code != "")
    return list(db.session.scalars(query.order_by(OrgUnit.position, OrgUnit.code)))


def numbering_within(ids: Collection[int], first: date, last: date) -> list[OrgUnit]:
    """The same of a stretch of days, each code once, as the unit was at last: what was closed meanwhile is there."""
    of_days = and_(
        OrgUnit.valid_from <= last, or_(OrgUnit.valid_until.is_(None), OrgUnit.valid_until > first)
    )
    query = select(OrgUnit).where(OrgUnit.id.in_(ids), of_days, OrgUnit.document_code != "")
    found = {one.code: one for one in db.session.scalars(query.order_by(OrgUnit.valid_from))}
    return sorted(found.values(), key=lambda one: (one.position, one.code))


def current_form(unit: OrgUnit, on: date) -> OrgUnit:
    """The unit itself, or what became of it by that day through reorganisations."""
    while not unit.is_valid_on(on) and unit.successor is not None and unit.successor.valid_from <= on:
        unit = unit.successor
    return unit


def chain_up(unit: OrgUnit) -> Iterator[OrgUnit]:
    """The unit and all above it, nearest first, as recorded."""
    step: OrgUnit | None = unit
    while step is not None:
        yield step
        step = step.parent


def is_above(unit: OrgUnit, other: OrgUnit) -> bool:
    """Whether the unit, or what it was or became, stands above the other one or is the same."""
    return any(unit in later_forms(step) or step in later_forms(unit) for step in chain_up(other))


def later_forms(unit: OrgUnit) -> Iterator[OrgUnit]:
    """The unit and what becomes of it through reorganisations, one after the other."""
    step: OrgUnit | None = unit
    while step is not None:
        yield step
        step = step.successor


def ancestors(unit: OrgUnit, on: date) -> list[OrgUnit]:
    """What stands above the unit, nearest first; a reorganised superior in its form of that day."""
    return [current_form(above, on) for above in list(chain_up(unit))[1:]]


def descendants(unit: OrgUnit, on: date) -> list[OrgUnit]:
    """All units that stand below it on that day."""
    top = current_form(unit, on)
    below = ids_below([top.id], on)
    query = select(OrgUnit).where(
        OrgUnit.id.in_(select(below.c.id)), OrgUnit.id != top.id, OrgUnit.valid_on(on)
    )
    return list(db.session.scalars(query.order_by(OrgUnit.position, OrgUnit.code)))


def units_of(unit: OrgUnit, on: date) -> list[OrgUnit]:
    """The sections below the unit on that day, of every depth, without the organs that stand under it."""
    query = select(OrgUnit).where(OrgUnit.id.in_(ids_of_sections(unit, on)))
    return list(db.session.scalars(query.order_by(OrgUnit.position, OrgUnit.code)))


def ids_of_sections(unit: OrgUnit, on: date) -> Select[tuple[int]]:
    """The ids of `units_of`, as a part of a query."""
    top = current_form(unit, on)
    tree = select(OrgUnit.id).where(OrgUnit.id == top.id).cte("inside", recursive=True)
    section = and_(OrgUnit.parent_id == tree.c.id, OrgUnit.kind == UnitKind.SECTION)
    inside = tree.union(select(OrgUnit.id).join(tree, section))
    return select(OrgUnit.id).where(
        OrgUnit.id.in_(select(inside.c.id)), OrgUnit.id != top.id, OrgUnit.valid_on(on)
    )


def ids_below(unit_ids: Iterable[int], on: date) -> CTE:
    """The ids of these units and of all that stood below them until that day, in whatever form."""
    tree = select(OrgUnit.id).where(OrgUnit.id.in_(unit_ids)).cte("below", recursive=True)
    follows = and_(OrgUnit.successor_id == tree.c.id, _was_succeeded(on))
    return tree.union(select(OrgUnit.id).join(tree, or_(OrgUnit.parent_id == tree.c.id, follows)))


def ids_of_former_forms(unit_ids: Iterable[int], on: date) -> Select[tuple[int, int]]:
    """Pairs (unit, former form) of these units and all they followed by that day, with themselves."""
    first = select(OrgUnit.id.label("unit_id"), OrgUnit.id.label("former_id")).where(OrgUnit.id.in_(unit_ids))
    forms = first.cte("forms", recursive=True)
    follows = and_(OrgUnit.successor_id == forms.c.former_id, _was_succeeded(on))
    return select(forms.union(select(forms.c.unit_id, OrgUnit.id).join(OrgUnit, follows)))


def _was_succeeded(on: date) -> ColumnElement[bool]:
    """A reorganisation that is entered in advance opens nothing before its day."""
    return and_(OrgUnit.valid_until.is_not(None), OrgUnit.valid_until <= on)


def organ_of(unit: OrgUnit) -> OrgUnit:
    """The nearest unit from here upwards that may act in its own name (有行政主体资格); never a section."""
    for step in chain_up(unit):
        if step.may_act_in_its_own_name:
            return step
    raise UnknownUnit(f"“{unit.name}”没有所属机关")  # the tree's rules leave no section at the top


def government_of(unit: OrgUnit) -> OrgUnit | None:
    """The government (人民政府) that the unit is or belongs to; None for an organ at the top that is none."""
    return next((step for step in chain_up(unit) if step.unit_kind.is_government), None)


def organ_level(organ: OrgUnit) -> str:
    """What the sign-off table asks for: prefecture, county or township for governments, else department."""
    if organ.unit_kind is UnitKind.SUBDISTRICT:
        return UnitKind.TOWNSHIP.value
    return organ.kind if organ.unit_kind.is_government else UnitKind.DEPARTMENT.value
