"""What was said when a task was handed on: the opinion that was given in the act which opened it."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from app.casework.contract.platform import platform
from app.casework.models import Opinion, WorkItem
from app.casework.models.work import SEND_BACK
from app.database import db

_last_words = (
    select(Opinion)
    .where(Opinion.case_id == bindparam("of_case"), Opinion.given_at == bindparam("at"), Opinion.text != "")
    .options(joinedload(Opinion.person), joinedload(Opinion.unit))
    .order_by(Opinion.id.desc())
    .limit(1)
)


@dataclass(frozen=True)
class Before:
    """A sentence, and whether the task was sent back with it."""

    words: str
    is_return: bool

    @property
    def tone(self) -> str:
        return "warning" if self.is_return else "info"


def said_before(item: WorkItem) -> Before | None:
    """The last word of the step before this one: who, in which step, what. An act has one moment, which tells it."""
    found = db.session.scalars(_last_words, {"of_case": item.case_id, "at": item.created_at}).first()
    if found is None:
        return None
    ways = platform().process(item.case.process).work.ways
    chosen = f"：{found.choice_label}" if found.choice_label else ""
    words = f"{found.who}（{found.unit.short_name}）在“{found.title}”{chosen}：{found.text}"
    return Before(words, found.choice in ways or found.choice == SEND_BACK)
