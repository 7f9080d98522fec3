"""Who is to hear of a case: those who have its work in hand or could take it; supervisors; administrators."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select

from app.casework.models import Case, WorkItem
from app.casework.models.work import WorkItemStatus
from app.database import db, one_of
from app.office.absences import deputy_for
from app.office.holders import holders_of
from app.office.models import Appointment, OrgUnit, Person
from app.office.vocabulary import Role


def people_at_work(case: Case, on: date) -> list[Person]:
    """Who has an open item of the case in hand, with deputies; for items of the pool, the role's holders."""
    items = open_items_of([case.id]).get(case.id, ())
    return once_each(person for item in items for person in hands_for(item, on))


def open_items_of(case_ids: Sequence[int]) -> dict[int, list[WorkItem]]:
    """The open items of these cases, by case."""
    query = select(WorkItem).where(one_of(WorkItem.case_id, case_ids), WorkItem.status == WorkItemStatus.OPEN)
    found: dict[int, list[WorkItem]] = {}
    for item in db.session.scalars(query.order_by(WorkItem.id)):
        found.setdefault(item.case_id, []).append(item)
    return found


def hands_for(item: WorkItem, on: date) -> list[Person]:
    """Who has this item in hand, or could take it."""
    if item.assignee is None:
        return holders_of(Role(item.role), item.unit, on)
    deputy = deputy_for(item.assignee, on)
    return [item.assignee, deputy] if deputy is not None else [item.assignee]


def heads_of(case: Case, on: date) -> list[Person]:
    """承办单位负责人; before the case is assigned, the heads of the office of its organ."""
    if case.handling_unit is not None and (found := holders_of(Role.UNIT_HEAD, case.handling_unit, on)):
        return found
    return holders_of(Role.OFFICE_HEAD, case.organ, on)


def leaders_of(case: Case, on: date) -> list[Person]:
    """分管领导 of the case's organ."""
    return holders_of(Role.RESPONSIBLE_LEADER, case.organ, on)


def supervisors_of(case: Case, on: date) -> list[Person]:
    """督办人员: of the case's organ, otherwise of the nearest organ above it that has any."""
    return supervisors_at(case.organ, on)


def supervisors_at(organ: OrgUnit, on: date) -> list[Person]:
    """督办人员 of an organ, otherwise of the nearest one above it that has any."""
    unit: OrgUnit | None = organ
    while unit is not None:
        if found := holders_of(Role.SUPERVISOR, unit, on):
            return found
        unit = unit.parent
    return []


def administrators(on: date) -> list[Person]:
    """Everybody who administers the system, at any unit."""
    query = (
        select(Person)
        .join(Appointment)
        .where(Person.is_active, Appointment.role == Role.ADMINISTRATOR, Appointment.valid_on(on))
        .order_by(Person.id)
        .distinct()
    )
    return list(db.session.scalars(query))


def once_each(people: Iterable[Person]) -> list[Person]:
    """Each of them once, in their order."""
    return list({person.id: person for person in people}.values())
