"""Finding what a call names, with the right to see it. Foreign objects answer like unknown ones."""

from typing import Any

from flask import g
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app import timekeeping
from app.casework.acts.errors import NotFound
from app.casework.models import Case, WorkItem
from app.database import db
from app.office.permissions import Permission, allows
from app.web.access import current_standing


def readable_case(number: str) -> Case:
    """The case, if the caller may read it. Raises NotFound otherwise."""
    case = db.session.scalar(select(Case).where(Case.number == number))
    if case is None or not may(Permission.READ_CASE, case):
        raise NotFound()
    return case


def readable_item(item_id: str) -> WorkItem:
    """The work item, if the caller may read its case or holds its role. Raises NotFound otherwise."""
    item = (
        db.session.get(WorkItem, item_id, options=[joinedload(WorkItem.case)]) if len(item_id) == 36 else None
    )
    if item is None or not (may(Permission.READ_CASE, item.case) or may(Permission.CLAIM_ITEM, item)):
        raise NotFound()
    return item


def may(permission: Permission, subject: Any) -> bool:
    """Whether the caller may do this to the subject today."""
    return g.person is not None and allows(permission, current_standing(), subject, timekeeping.today())
