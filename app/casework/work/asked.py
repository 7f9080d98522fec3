"""Which letters of consultation wait for an answer of one's own organs (条例第十一条、第三十四条)."""

from sqlalchemy import ColumnElement

from app.casework.models import Case, Consultation
from app.casework.models.cases import CaseState
from app.law.consulting import Asked
from app.office.standing import Standing
from app.office.vocabulary import DESK_ROLES

ORGANS = tuple(one.value for one in Asked if one.is_organ)


def waits_for(standing: Standing) -> tuple[ColumnElement[bool], ...]:
    """Of `Consultation` joined with its case: sent, not answered, not dropped, the file not in the archive."""
    return (
        Consultation.unit_id.in_(standing.organs_as(DESK_ROLES)), Consultation.party.in_(ORGANS),
        Consultation.sent_on.is_not(None), Consultation.dropped_on.is_(None), Consultation.answer == "",
        Case.state != CaseState.ARCHIVED,
    )  # fmt: skip
