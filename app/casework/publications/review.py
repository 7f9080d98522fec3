"""定期评估 (条例第十八条): makes known which entries are to be looked at again, once for each day of review."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.casework.acts.commands import transaction
from app.casework.messages.telling import mail_to
from app.casework.models import Publication
from app.casework.publications.standing import stands
from app.casework.wordings.known import words_of
from app.casework.work.recipients import supervisors_of
from app.database import db
from app.office.holders import holders_of
from app.office.models import Person
from app.office.organs import current_form
from app.office.vocabulary import Role


def due_for_review(now: datetime) -> list[Publication]:
    """What stands in public and whose day of review has come, the longest overdue first."""
    query = (
        select(Publication)
        .where(Publication.review_on <= now.date(), stands(now))
        .options(joinedload(Publication.organ), joinedload(Publication.case))
        .order_by(Publication.review_on, Publication.id)
    )
    return list(db.session.scalars(query))


def tell_of_reviews(now: datetime) -> int:
    """One mail a person, entry and day of review; running twice adds nothing. How many are new."""
    with transaction():
        return sum(
            _tell(publication, person, now)
            for publication in due_for_review(now)
            for person in _who_reviews(publication, now.date())
        )


def _tell(publication: Publication, person: Person, now: datetime) -> bool:
    key = f"publication-review:{publication.id}:{publication.review_on}:{person.id}"
    path = f"/desk/cases/{publication.case.number}"
    return mail_to(person, key, review_words(publication), path, now, publication.case_id) is not None


def _who_reviews(publication: Publication, on: date) -> list[Person]:
    """The disclosure office of the organ as it is today; without one, the supervisors."""
    organ = current_form(publication.organ, on)
    return holders_of(Role.OFFICE_REVIEWER, organ, on) or supervisors_of(publication.case, on)


def review_words(publication: Publication) -> tuple[str, str]:
    """Subject and text."""
    told = {
        "编号": publication.case.number, "标题": publication.headline, "日期": str(publication.review_on),
    }  # fmt: skip
    return words_of("review", told)
