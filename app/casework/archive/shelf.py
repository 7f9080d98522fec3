"""The shelf: filed cases of one's organs, how long each is kept, and what may be looked through for disposal (鉴定)."""

from datetime import date

from sqlalchemy import ColumnElement, extract, select
from sqlalchemy.orm import joinedload

from app.casework.models import Case
from app.casework.models.cases import CaseState
from app.casework.work.paging import Page, paged
from app.office.standing import Standing
from app.office.vocabulary import DESK_ROLES


def list_filed(standing: Standing, *, only_expired: bool, page: int = 1) -> Page:
    """Filed cases, the newest first; `only_expired`: those whose period of keeping has ended, the oldest first."""
    organs = standing.organs_as(DESK_ROLES)
    wanted: list[ColumnElement[bool]] = [Case.state == CaseState.ARCHIVED, Case.organ_id.in_(organs)]
    order = [Case.archived_on.desc(), Case.id.desc()]
    if only_expired:
        wanted.append(is_expired(standing.on))
        order = [Case.closed_on.asc(), Case.id.asc()]
    return paged(select(Case).where(*wanted).options(joinedload(Case.organ)), page, *order)


def is_expired(on: date) -> ColumnElement[bool]:
    """The form in SQL of `law.retention.kept_until(…) < on`: the years are counted from the end of that of closing."""
    return extract("year", Case.closed_on) + Case.retention_years < on.year
