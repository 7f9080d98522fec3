"""What a story tells beside the main line: a case at a task on a day, who acts on it, and what then happens."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.casework.acts.actor import Actor, of_person
from app.casework.contract.scenes import Present
from app.casework.models import Case, WorkItem
from app.office.holders import holders_of
from app.office.models import OrgUnit
from app.office.vocabulary import Role
from app.processes.disclosure.stories import writing
from app.processes.disclosure.stories.story import Story


@dataclass
class Turn:
    """A case at a task on a day, and who may act on it."""

    item: WorkItem
    story: Story
    present: Present

    @property
    def case(self) -> Case:
        return self.item.case

    def hand(self, role: Role, unit: OrgUnit | None = None) -> Actor:
        """The first who holds this post at the organ, or at a unit of it."""
        return of_person(holders_of(role, unit or self.case.organ, self.present.today)[0])

    @property
    def holder(self) -> Actor:
        """Who has the task, or the first who may have it."""
        if self.item.assignee is not None:
            return of_person(self.item.assignee)
        return self.hand(Role(str(self.item.role)), self.item.unit)

    @property
    def information(self) -> str:
        """What is asked for, in the words of the story."""
        return writing.words_for(self.story, self.case)["information"]

    def run(self, use: Any, actor: Actor, **arguments: Any) -> dict[str, Any]:
        return self.present.run(use, actor, case_id=self.case.id, **arguments)


@dataclass(frozen=True)
class Aside:
    """At which task it happens, the line in the audit chain that says that it did, and how."""

    node: str
    tag: str
    happens: Callable[[Turn], None]
