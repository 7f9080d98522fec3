"""What one person has in hand: told before the account or the post ends, so that nothing stays behind in silence."""

from sqlalchemy import select

from app.casework.models import Case, WorkItem
from app.casework.work.boxes import is_open
from app.database import db

NAMED = 20
"""So many are named; the rest is counted."""


def held_words(person_id: int) -> str:
    """The open tasks in a person's hands, by number and step and no more; empty when there are none."""
    query = select(Case.number, WorkItem.title).join(Case, Case.id == WorkItem.case_id)
    rows = db.session.execute(
        query.where(is_open, WorkItem.assignee_id == person_id).order_by(Case.number)
    ).all()
    if not rows:
        return ""
    named = "、".join(f"{number}（{title}）" for number, title in rows[:NAMED])
    return f"名下还有 {len(rows)} 项待办没有办完：{named}{'等' if len(rows) > NAMED else ''}"
