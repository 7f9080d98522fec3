"""定期评估 (条例第十八条): makes known which entries are to be looked at again, once for each day of review."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.casework.acts.commands import transaction
from app.casework.messages import mail, outbox
from app.casework.models import Publication
from app.casework.models.outbox import OutboxPolicy
from app.casework.publications.standing import stands
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
    content = mail.payload(person.id, *review_words(publication), f"/desk/cases/{publication.case.number}")
    return outbox.add(mail.MAIL, key, content, now, OutboxPolicy.RETRY, publication.case_id) is not None


def _who_reviews(publication: Publication, on: date) -> list[Person]:
    """The disclosure office of the organ as it is today; without one, the supervisors."""
    organ = current_form(publication.organ, on)
    return holders_of(Role.OFFICE_REVIEWER, organ, on) or supervisors_of(publication.case, on)


def review_words(publication: Publication) -> tuple[str, str]:
    """Subject and text."""
    day = publication.review_on
    return (
        f"【请评估】公开内容已到评估日期：{publication.headline[:60]}",
        f"{publication.case.number}《{publication.headline}》定于 {day} 评估是否继续公开。\n"
        f"请核对内容是否仍然有效、准确；需要更正或者撤回的，请在该办件中办理。\n\n{mail.CLOSING}",
    )
