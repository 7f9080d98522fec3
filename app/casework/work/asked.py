"""What was asked of one's own organs by letter (条例第十一条、第三十四条), or of one's unit inside the house (协办)."""

from sqlalchemy import ColumnElement, and_, or_

from app.casework.models import Case, Consultation
from app.casework.models.cases import CaseState
from app.law.consulting import Asked
from app.office.standing import Standing
from app.office.vocabulary import ANSWERING_ROLES, DESK_ROLES

ORGANS = tuple(one.value for one in Asked if one.is_organ)


def waits_for(standing: Standing) -> tuple[ColumnElement[bool], ...]:
    """Of `Consultation` joined with its case: asked, not answered, not dropped, the file not in the archive."""
    organs = standing.organs_as(DESK_ROLES)
    units = organs | standing.units_as(ANSWERING_ROLES)
    by_letter = and_(
        Consultation.unit_id.in_(organs), Consultation.party.in_(ORGANS), Consultation.sent_on.is_not(None)
    )
    in_the_house = Consultation.party == Asked.HOUSE_UNIT.value
    return (
        Consultation.unit_id.in_(units), or_(by_letter, in_the_house), Consultation.dropped_on.is_(None),
        Consultation.answer == "", Case.state != CaseState.ARCHIVED,
    )  # fmt: skip
