"""Who holds a role at a unit, so that work finds its hands."""

from datetime import date

from sqlalchemy import select

from app.database import db
from app.office.absences import deputy_for
from app.office.models import Appointment, OrgUnit, Person
from app.office.organs import chain_up, organ_of, units_of
from app.office.vocabulary import HELD_AT_THE_UNIT_ITSELF, SEPARATED_ROLES, Role


def holders_of(role: Role, unit: OrgUnit | int, on: date) -> list[Person]:
    """Who is there to act in this role at the unit: its holders, and the deputies of those who are away.

    Who is away without a deputy stays in the list: somebody has to be asked.
    """
    at = unit if isinstance(unit, OrgUnit) else db.session.get_one(OrgUnit, unit)
    found: dict[int, Person] = {}
    for holder in _appointed(role, at, on):
        acting = _acting_for(holder, role, on)
        found[acting.id] = acting
    return list(found.values())


def unit_holding(role: Role, unit: OrgUnit, on: date) -> OrgUnit | None:
    """The nearest unit, from this one up to its organ, at which anybody holds the role."""
    organ = organ_of(unit)
    for step in chain_up(unit):
        if _appointed(role, step, on):
            return step
        if step is organ:
            return None
    return None


def _acting_for(holder: Person, role: Role, on: date) -> Person:
    if role in SEPARATED_ROLES:
        return holder
    return deputy_for(holder, on) or holder


def _appointed(role: Role, unit: OrgUnit, on: date) -> list[Person]:
    unit_ids = [unit.id]
    if role not in HELD_AT_THE_UNIT_ITSELF:
        unit_ids += [inner.id for inner in units_of(unit, on)]
    query = (
        select(Person)
        .join(Appointment)
        .where(Person.is_active, Appointment.role == role, Appointment.unit_id.in_(unit_ids))
        .where(Appointment.valid_on(on))
        .order_by(Person.id)
        .distinct()
    )
    return list(db.session.scalars(query))
