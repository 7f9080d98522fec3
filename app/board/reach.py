"""What the reader supervises: organs for the figures, and the right to urge in them."""

from sqlalchemy import or_, select

from app.casework.acts.errors import NotFound
from app.casework.models import Case, WorkItem
from app.casework.models.work import WorkItemStatus
from app.casework.work import supervision
from app.database import db
from app.office.models import Appointment, Person
from app.office.permissions import ANYWHERE, AtOrgan, Permission, allows
from app.office.present_forms import Form, forms_on
from app.web.access import current_standing

LONGEST_NUMBER = 40


def organ_ids() -> set[int]:
    """The organs on the reader's board."""
    return supervision.board_organ_ids(current_standing())


def organs() -> list[Form]:
    """The same for the filter, in the order of the tree, each as it is today; what was closed comes with the others."""
    every = forms_on(current_standing().on).each_once(organ_ids())
    return [one for one in every if not one.is_section]


def name_of_person(person_id: int) -> str:
    """The name of somebody who has a case of these organs in hand or a post at one; empty for all others, so that no
    address tells who works elsewhere."""
    ids = organ_ids()
    in_hand = (
        select(WorkItem.id)
        .join(Case, Case.id == WorkItem.case_id)
        .where(
            WorkItem.assignee_id == person_id, WorkItem.status == WorkItemStatus.OPEN, Case.organ_id.in_(ids)
        )
    )
    post = select(Appointment.id).where(Appointment.person_id == person_id, Appointment.unit_id.in_(ids))
    found = select(Person.name).where(Person.id == person_id, or_(in_hand.exists(), post.exists()))
    return db.session.scalar(found) or ""


def supervised_case(number: str) -> Case:
    """The case of this number on the reader's board. Raises NotFound."""
    case = db.session.scalar(select(Case).where(Case.number == number[:LONGEST_NUMBER]))
    if case is None or case.organ_id not in organ_ids():
        raise NotFound
    return case


def may_urge(organ_id: int | None = None) -> bool:
    """Whether the reader may urge at this organ, or anywhere."""
    standing = current_standing()
    subject = AtOrgan(organ_id) if organ_id is not None else ANYWHERE
    return allows(Permission.URGE, standing, subject, standing.on)


def may_intervene() -> bool:
    """Whether the reader may intervene anywhere; the page of each case asks again."""
    standing = current_standing()
    return allows(Permission.INTERVENE, standing, ANYWHERE, standing.on)
