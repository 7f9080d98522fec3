"""Cases that ended before the step of their diagram that archives them: withdrawn, or closed by force (强制办结)."""

from datetime import date

from app.casework.models import Case, CaseRun
from app.casework.models.cases import CaseState
from app.database import db

ENDED = (CaseState.CLOSED, CaseState.WITHDRAWN)


def has_ended_unfiled(case: Case, on: date) -> bool:
    """Its run is over and it is not archived: no step of its diagram will do it any more."""
    if case.state not in ENDED:
        return False
    run = db.session.get(CaseRun, case.id)
    return run is not None and run.is_completed
