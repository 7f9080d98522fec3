"""Cases that ended before the step of their diagram that archives them: withdrawn, or closed by force (强制办结)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.orm import joinedload

from app.casework.models import Case, CaseRun
from app.casework.models.cases import CaseState
from app.casework.work.paging import Page, paged
from app.database import db
from app.office.standing import Standing
from app.office.vocabulary import DESK_ROLES

ENDED = (CaseState.CLOSED, CaseState.WITHDRAWN)


def has_ended_unfiled(case: Case, on: date) -> bool:
    """Its run is over and it is not archived: no step of its diagram will do it any more."""
    if case.state not in ENDED:
        return False
    run = db.session.get(CaseRun, case.id)
    return run is not None and run.is_completed


def list_unfiled(standing: Standing, page: int = 1) -> Page:
    """Those of one's organs, the one that ended first on top; agrees with `has_ended_unfiled`."""
    query = select(Case).where(*_unfiled(_organs(standing))).options(joinedload(Case.organ))
    return paged(query, page, Case.closed_on.asc(), Case.id.asc())


def how_many_unfiled(standing: Standing) -> int:
    """Their number, for the menu of every page."""
    return db.session.scalar(_how_many, {"organs": list(_organs(standing))}) or 0


def _organs(standing: Standing) -> Iterable[int]:
    return standing.organs_as(DESK_ROLES)


def _unfiled(organs: Any) -> list[ColumnElement[bool]]:
    """In the first two columns of an index; what is closed and not archived is little."""
    is_over = select(CaseRun.case_id).where(CaseRun.case_id == Case.id, CaseRun.is_completed).exists()
    return [Case.organ_id.in_(organs), Case.state.in_(ENDED), is_over]


_how_many = select(func.count()).select_from(Case).where(*_unfiled(bindparam("organs", expanding=True)))
