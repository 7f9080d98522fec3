"""How much all drafts of the portal may hold together: nobody signs in for a draft, so nobody can be asked to stop.

Drafts that nobody has touched for a while make room first; what was typed in them is still on the applicant's page,
and sending the page again begins the draft anew.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select

from app.database import db
from app.law.errors import RuleViolation
from app.processes.disclosure.models import ApplicationDraft

MOST_DRAFTS = 5_000
MOST_BYTES = 2 * 1024**3
IDLE = timedelta(minutes=30)


class TooManyDrafts(RuleViolation):
    code = "too_many_drafts"
    message = "正在填写申请的人太多，暂时不能保存新的草稿，请过几分钟再试；急需办理的，请致电受理机关"
    status = 503


NO_ROOM_FOR_FILES = "现在上传附件的人太多，附件没有保存，请过几分钟再上传；也可以先提交申请，以后再补交"


def idle_beyond_number(now: datetime) -> list[str]:
    """The drafts that go before one more is begun. Raises TooManyDrafts when all are being written."""
    number = db.session.scalar(select(func.count()).select_from(ApplicationDraft).where(_is_open())) or 0
    if (too_many := number + 1 - MOST_DRAFTS) <= 0:
        return []
    idle = list(db.session.scalars(_idle(now).limit(too_many)))
    if len(idle) < too_many:
        raise TooManyDrafts
    return idle


def idle_beyond_bytes(draft_id: str, more: int, now: datetime) -> list[str] | None:
    """The drafts that go before this one takes so many bytes more; None when there is no room."""
    held = db.session.scalar(select(func.coalesce(func.sum(ApplicationDraft.size), 0))) or 0
    too_much, idle = held + more - MOST_BYTES, []
    if too_much <= 0:
        return []
    rows = _idle(now).add_columns(ApplicationDraft.size).where(ApplicationDraft.id != draft_id)
    for other, size in db.session.execute(rows).tuples():
        idle.append(other)
        too_much -= size
        if too_much <= 0:
            return idle
    return None


def _idle(now: datetime) -> Any:
    query = select(ApplicationDraft.id).where(_is_open(), ApplicationDraft.saved_at <= now - IDLE)
    return query.order_by(ApplicationDraft.saved_at)


def _is_open() -> ColumnElement[bool]:
    return ApplicationDraft.submitted_at.is_(None)
