"""What waits in the mail room of one's organs, what of it has lain too long, and what was done with the rest."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.orm import joinedload

from app.casework.acts.errors import NotFound
from app.casework.models import Case, IncomingPost
from app.casework.models.cases import CaseState
from app.casework.work.paging import Page, paged
from app.database import db
from app.law.calendar import WorkCalendar
from app.law.incoming_post import register_by
from app.office.standing import Standing
from app.office.vocabulary import MAIL_ROLES

_how_many = select(func.count(), func.min(IncomingPost.arrived_on)).where(
    IncomingPost.organ_id.in_(bindparam("organs", expanding=True)), IncomingPost.settled_at.is_(None)
)


@dataclass(frozen=True)
class Waiting:
    """One that waits. `by`: the last day on which it is entered without fault."""

    post: IncomingPost
    by: date
    is_late: bool


def waiting_posts(standing: Standing, calendar: WorkCalendar, page: int) -> Page:
    """What waits (rows of Waiting), the longest first."""
    query = select(IncomingPost).where(_of_own_organs(standing), IncomingPost.settled_at.is_(None))
    query = query.options(joinedload(IncomingPost.organ), joinedload(IncomingPost.logged_by))
    found = paged(query, page, IncomingPost.arrived_on, IncomingPost.id)
    return replace(found, rows=[_waiting(post, standing.on, calendar) for post in found.rows])


def _waiting(post: IncomingPost, on: date, calendar: WorkCalendar) -> Waiting:
    by = register_by(post.arrived_on, calendar)
    return Waiting(post, by, on > by)


def how_many_wait(standing: Standing) -> tuple[int, date | None]:
    """How many wait, and since when the oldest: for the menu of every page."""
    found = db.session.execute(_how_many, {"organs": list(organs_of(standing))}).one()
    return found[0], found[1]


def waiting_post(standing: Standing, post_id: int) -> IncomingPost:
    """One that waits at one's own organs. Raises NotFound."""
    query = select(IncomingPost).where(
        IncomingPost.id == post_id, _of_own_organs(standing), IncomingPost.settled_at.is_(None)
    )
    found = db.session.scalar(query)
    if found is None:
        raise NotFound()
    return found


def settled_posts(standing: Standing, page: int) -> Page:
    """What was made a case of or put aside, the latest first."""
    query = select(IncomingPost).where(_of_own_organs(standing), IncomingPost.settled_at.is_not(None))
    query = query.options(joinedload(IncomingPost.case), joinedload(IncomingPost.organ))
    return paged(query, page, IncomingPost.settled_at.desc(), IncomingPost.id.desc())


def unconfirmed_cases(standing: Standing, processes: Sequence[str], page: int) -> Page:
    """Registered, but the day of receipt waits for a word with who applied (平信、传真、电子邮件), the oldest first."""
    query = select(Case).where(
        Case.organ_id.in_(organs_of(standing)), Case.process.in_(processes), Case.state == CaseState.OPEN,
        Case.received_on.is_(None),
    )  # fmt: skip
    return paged(query, page, Case.id)


def _of_own_organs(standing: Standing) -> ColumnElement[bool]:
    return IncomingPost.organ_id.in_(organs_of(standing))


def organs_of(standing: Standing) -> frozenset[int]:
    """The organs for which the person takes in post."""
    return standing.organs_as(MAIL_ROLES)
