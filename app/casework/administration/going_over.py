"""What goes over when a unit goes into another one (并入), for whoever is about to decide it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select

from app.casework.models import Case, WorkItem
from app.casework.models.cases import CaseState
from app.casework.models.work import WorkItemStatus
from app.database import db
from app.office.models import Appointment, OrgUnit
from app.office.organs import ids_of_former_forms
from app.office.reorganisation import guarded_posts
from app.office.vocabulary import REACHING_DOWN, Role


@dataclass(frozen=True)
class GoingOver:
    """How many people, units right below and unfinished cases; whose posts end instead, in words."""

    people: int
    sub_units: int
    cases: int
    ending: tuple[str, ...]


def going_over(unit: OrgUnit, on: date) -> GoingOver:
    """What the unit has on that day or later."""
    held = Appointment.valid_until.is_(None) | (Appointment.valid_until > on)
    people = select(func.count(Appointment.person_id.distinct())).where(
        Appointment.unit_id == unit.id, held, Appointment.role.not_in(REACHING_DOWN)
    )
    below = select(func.count()).select_from(OrgUnit).where(
        OrgUnit.parent_id == unit.id, or_(OrgUnit.valid_until.is_(None), OrgUnit.valid_until > on)
    )  # fmt: skip
    return GoingOver(
        people=db.session.scalar(people) or 0,
        sub_units=db.session.scalar(below) or 0,
        cases=unfinished(unit, on),
        ending=titled(guarded_posts(unit, on)),
    )


def titled(posts: list[Appointment]) -> tuple[str, ...]:
    """The posts in words: who, as what."""
    return tuple(dict.fromkeys(f"{one.person.name}（{Role(one.role).title_zh}）" for one in posts))


def unfinished(unit: OrgUnit, on: date) -> int:
    """Open cases of the unit, in whatever form it was, and others of which a task waits there."""
    here = [former for _, former in db.session.execute(ids_of_former_forms([unit.id], on))]
    cases = select(Case.id).where(Case.state == CaseState.OPEN, Case.organ_id.in_(here))
    tasks = select(WorkItem.case_id).where(WorkItem.status == WorkItemStatus.OPEN, WorkItem.unit_id.in_(here))
    return db.session.scalar(select(func.count()).select_from(cases.union(tasks).subquery())) or 0
