"""Whether a department had to be reminded (催办) before it sent its package in, as the quarterly check asks."""

from datetime import datetime

from sqlalchemy import exists, select

from app.board.urging import TAG
from app.casework.models import AuditEntry, Case
from app.database import db


def was_urged(case: Case, before: datetime | None) -> bool:
    """A reminder on the record before this instant; never for a package that was not sent in."""
    if before is None:
        return False
    urged = exists().where(AuditEntry.case_id == case.id, AuditEntry.tag == TAG, AuditEntry.at < before)
    return bool(db.session.scalar(select(urged)))
