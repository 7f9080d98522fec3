"""Open cases of earlier tables: computed before it was noted with which law, and from when they are near."""

from sqlalchemy import Select, select

from app.casework.models import Case
from app.casework.models.cases import CaseState
from app.casework.terms import clocks
from app.database import db


def _unfilled() -> Select[tuple[Case]]:
    return select(Case).where(Case.state == CaseState.OPEN, Case.law_edition.is_(None))


def has_unfilled() -> bool:
    """Whether `fill_moments` has anything to do."""
    return db.session.scalars(_unfilled().limit(1)).first() is not None


def fill_moments() -> int:
    """Compute these cases anew. How many they were."""
    found = db.session.scalars(_unfilled()).all()
    for case in found:
        clocks.recompute(case)
    return len(found)
