"""Which organ a line of the audit log without a case concerns: so its auditor reads it, and no other county's does.

The organ of the unit that the line names (`unit`), else that of the person whom it names (`person`), else that of who
acted. A line that concerns none, such as a job's or a guess at an unknown login, is for the auditors of the top.
Of a person with posts in several organs: the organ at which the acting person works, else the one above them all.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from app.database import db
from app.office.models import Appointment, OrgUnit
from app.office.organs import chain_up, organ_of

UNIT, PERSON, ORGAN = "unit", "person", "organ"


def organ_concerned(detail: Mapping[str, Any], actor_id: int | None, on: date) -> int | None:
    """The id of the organ, or None."""
    if (unit_id := detail.get(UNIT)) is not None:
        unit = db.session.get(OrgUnit, unit_id)
        return organ_of(unit).id if unit else None
    person_id = detail.get(PERSON, actor_id)
    return organ_of_person(person_id, actor_id, on) if person_id is not None else None


def organ_of_person(person_id: int, actor_id: int | None, on: date) -> int | None:
    """The organ for which this act on the person, or by the person, was done; None for somebody without a post."""
    organs = _organs_of(person_id, on)
    if len(organs) > 1 and actor_id not in (None, person_id):
        ruling = {organ.id for organ in _organs_of(actor_id, on)}
        organs = [one for one in organs if ruling & {unit.id for unit in chain_up(one)}] or organs
    return organs[0].id if len(organs) == 1 else _above_all(organs)


def _organs_of(person_id: int | None, on: date) -> list[OrgUnit]:
    """The organs of the person's own posts that last or will begin, the first post's first."""
    lasting = or_(Appointment.valid_until.is_(None), Appointment.valid_until > on)
    posts = (
        select(OrgUnit)
        .join(Appointment, Appointment.unit_id == OrgUnit.id)
        .where(Appointment.person_id == person_id, lasting)
        .order_by(Appointment.valid_from, Appointment.id)
    )
    return list(dict.fromkeys(organ_of(unit) for unit in db.session.scalars(posts)))


def _above_all(organs: Sequence[OrgUnit]) -> int | None:
    """The nearest organ above them all: its auditor reads what concerns several of its county."""
    if not organs:
        return None
    shared = set.intersection(*({organ_of(unit).id for unit in chain_up(one)} for one in organs))
    return next((organ_of(unit).id for unit in chain_up(organs[0]) if organ_of(unit).id in shared), None)
