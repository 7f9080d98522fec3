"""Which organ a line of the audit log without a case concerns: so its auditor reads it, and no other county's does.

The organ of the unit that the line names (`unit`), else that of the person whom it names (`person`), else that of who
acted. A line that concerns none, such as a job's or a guess at an unknown login, is for the auditors of the top.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from app.database import db
from app.office.models import Appointment, OrgUnit
from app.office.organs import organ_of

UNIT, PERSON, ORGAN = "unit", "person", "organ"


def organ_concerned(detail: Mapping[str, Any], actor_id: int | None, on: date) -> int | None:
    """The id of the organ, or None."""
    if (unit_id := detail.get(UNIT)) is not None:
        unit = db.session.get(OrgUnit, unit_id)
        return organ_of(unit).id if unit else None
    person_id = detail.get(PERSON, actor_id)
    return organ_of_person(person_id, on) if person_id is not None else None


def organ_of_person(person_id: int, on: date) -> int | None:
    """The organ of the person's first own post that lasts or will begin; None without one."""
    lasting = or_(Appointment.valid_until.is_(None), Appointment.valid_until > on)
    first = (
        select(OrgUnit)
        .join(Appointment, Appointment.unit_id == OrgUnit.id)
        .where(Appointment.person_id == person_id, lasting)
        .order_by(Appointment.valid_from, Appointment.id)
        .limit(1)
    )
    unit = db.session.scalar(first)
    return organ_of(unit).id if unit else None
