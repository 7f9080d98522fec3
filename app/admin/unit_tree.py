"""The tree of units as the page shows it: children in order, people counted, gaps named."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from app.admin.unit_checks import lacking, vacancies
from app.database import db
from app.office.models import Appointment, OrgUnit


@dataclass
class Branch:
    """A unit and what stands below it."""

    unit: OrgUnit
    people: int = 0
    gaps: list[str] = field(default_factory=list)
    vacancies: list[str] = field(default_factory=list)
    branches: list["Branch"] = field(default_factory=list)


def tree_of(units: list[OrgUnit], on: date) -> list[Branch]:
    """The units as branches; what has no parent among them stands at the top."""
    branches = {one.unit.id: one for one in told_of(units, on)}
    tops: list[Branch] = []
    for branch in branches.values():
        above = branches.get(branch.unit.parent_id or 0)
        (above.branches if above else tops).append(branch)
    return tops


def told_of(units: Sequence[OrgUnit], on: date) -> list[Branch]:
    """The same one after the other, none below another."""
    people, bare = _people_by_unit(on), vacancies(units, on)
    return [Branch(unit, people[unit.id], lacking(unit, on), bare.get(unit.id, [])) for unit in units]


def posts_at(unit: OrgUnit, on: date) -> list[Appointment]:
    """Appointments at the unit that hold on that day or begin later."""
    lasting = or_(Appointment.valid_until.is_(None), Appointment.valid_until > on)
    query = select(Appointment).where(Appointment.unit_id == unit.id, lasting)
    query = query.options(joinedload(Appointment.person)).order_by(Appointment.role, Appointment.id)
    return list(db.session.scalars(query))


def predecessors_of(unit: OrgUnit) -> list[tuple[str, OrgUnit]]:
    """What it followed, under which word: what kept its code is the same unit, another one went into it."""
    return [(_word(unit, former), former) for former in unit.predecessors]


def _word(unit: OrgUnit, former: OrgUnit) -> str:
    if former.code != unit.code:
        return "并入"
    return "原名" if former.name != unit.name else "原隶属"


def _people_by_unit(on: date) -> Counter[int]:
    query = select(Appointment.unit_id, func.count(Appointment.person_id.distinct()))
    rows = db.session.execute(query.where(Appointment.valid_on(on)).group_by(Appointment.unit_id))
    return Counter(dict(rows.tuples().all()))
