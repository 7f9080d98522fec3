"""Cases that ended before the step of their diagram that archives them: withdrawn, or closed by force (强制办结)."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.casework.models import Case, CaseRun
from app.casework.work.ended import ENDED, is_unfiled
from app.casework.work.paging import Page, paged
from app.database import db
from app.office.standing import Standing


def has_ended_unfiled(case: Case, on: date) -> bool:
    """Its run is over and it is not archived: no step of its diagram will do it any more."""
    if case.state not in ENDED:
        return False
    run = db.session.get(CaseRun, case.id)
    return run is not None and run.is_completed


def list_unfiled(standing: Standing, page: int = 1) -> Page:
    """Those of one's organs, the one that ended first on top; agrees with `has_ended_unfiled`."""
    query = select(Case).where(*is_unfiled(standing)).options(joinedload(Case.organ))
    return paged(query, page, Case.closed_on.asc(), Case.id.asc())
