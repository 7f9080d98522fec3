"""Notices of what has ended: nobody reads them any more, so no desk looks through them at every page."""

from datetime import datetime

from sqlalchemy import select, update

from app.casework.acts.commands import transaction
from app.casework.models import Alert, AlertNotice, Case
from app.casework.models.cases import CaseState
from app.casework.models.orders import ORDER
from app.database import db


def settle_notices(now: datetime) -> int:
    """Let the unread notices of ended cases stand on no desk. How many there were.

    A case that has ended opens no more. A 督办单 may still wait for its answer then: its notices stay.
    """
    ended = select(Alert.id).join(Case, Case.id == Alert.case_id)
    ended = ended.where(Case.state != CaseState.OPEN, Alert.kind != ORDER)
    standing = AlertNotice.read_at.is_(None), AlertNotice.over_at.is_(None)
    settled = update(AlertNotice).where(*standing, AlertNotice.alert_id.in_(ended)).values(over_at=now)
    with transaction():
        return (
            db.session.connection().execute(settled, execution_options={"preserve_rowcount": True}).rowcount
        )
