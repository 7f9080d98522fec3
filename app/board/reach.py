"""What the reader supervises: organs for the figures, and the right to urge in them."""

from collections.abc import Sequence

from sqlalchemy import Row, select

from app.casework.acts.errors import NotFound
from app.casework.models import Case
from app.casework.work import supervision
from app.database import db
from app.office.models import OrgUnit
from app.office.permissions import ANYWHERE, AtOrgan, Permission, allows
from app.web.access import current_standing

LONGEST_NUMBER = 40
Organ = Row[tuple[str, str]]


def organ_ids() -> set[int]:
    """The organs on the reader's board."""
    return supervision.board_organ_ids(current_standing())


def organs() -> Sequence[Organ]:
    """Their codes and names, for the filter: those that have or had cases come with the others, by code."""
    query = select(OrgUnit.code, OrgUnit.name).where(OrgUnit.id.in_(organ_ids()), OrgUnit.kind != "section")
    return db.session.execute(query.order_by(OrgUnit.position, OrgUnit.code)).all()


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
