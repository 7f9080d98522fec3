"""What each text says now: as the office wrote it, otherwise the standard."""

from collections.abc import Mapping

from sqlalchemy import func, select

from app.casework.models import OfficeWording
from app.casework.wordings.catalogue import WORDINGS
from app.casework.wordings.filling import filled
from app.database import db
from app.office.edition import kept, watch

watch(OfficeWording)


def text_of(key: str) -> tuple[str, str]:
    """Heading and body of now, with their fields."""
    standard = WORDINGS[key]
    return kept(("wordings",), _written).get(key, (standard.heading, standard.body))


def words_of(key: str, values: Mapping[str, str]) -> tuple[str, str]:
    """Heading and body with these values in place of their fields."""
    heading, body = text_of(key)
    return filled(heading, values), filled(body, values)


def versions_of(key: str) -> list[OfficeWording]:
    """What the office ever wrote, newest first."""
    query = select(OfficeWording).where(OfficeWording.key == key)
    return list(db.session.scalars(query.order_by(OfficeWording.id.desc())))


def _written() -> dict[str, tuple[str, str]]:
    newest = select(func.max(OfficeWording.id)).group_by(OfficeWording.key)
    rows = db.session.scalars(select(OfficeWording).where(OfficeWording.id.in_(newest)))
    return {row.key: (row.heading, row.body) for row in rows if row.body}
