"""Which cases ended and wait for 归档, which no task brings: for their list, and for the menu of every page."""

from sqlalchemy import ColumnElement, String, literal_column, select

from app.casework.models import Case, CaseRun
from app.casework.models.cases import CaseState
from app.office.standing import Standing
from app.office.vocabulary import DESK_ROLES

ENDED = (CaseState.CLOSED, CaseState.WITHDRAWN)
WRITTEN_OUT = [literal_column(f"'{state}'", String) for state in ENDED]
"""Not bound: of two states that are not named PostgreSQL expects half of all cases, and so plans this
question of every page anew each time instead of keeping a plan."""


def is_unfiled(standing: Standing) -> list[ColumnElement[bool]]:
    """Those of one's organs. In the first two columns of an index; what is closed and not archived is little."""
    is_over = select(CaseRun.case_id).where(CaseRun.case_id == Case.id, CaseRun.is_completed).exists()
    return [Case.organ_id.in_(standing.organs_as(DESK_ROLES)), Case.state.in_(WRITTEN_OUT), is_over]
