"""What was said when a task was handed on: the opinion that was given in the act which opened it."""

from dataclasses import dataclass

from app.casework.contract.platform import platform
from app.casework.models import WorkItem
from app.casework.models.work import SEND_BACK
from app.casework.texts.opinions import opinions_of


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
    said = [one for one in opinions_of(item.case) if one.given_at == item.created_at and one.text]
    found = said[-1] if said else None
    if found is None:
        return None
    ways = platform().process(item.case.process).work.ways
    chosen = f"：{found.choice_label}" if found.choice_label else ""
    words = f"{found.who}（{found.unit.short_name}）在“{found.title}”{chosen}：{found.text}"
    return Before(words, found.choice in ways or found.choice == SEND_BACK)
