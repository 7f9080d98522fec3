"""A step that many processes have (app/steps), as a process lists it on its card."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from app.casework.contract.forms import TaskForm
from app.casework.contract.rows import CaseAct, Secret
from app.casework.models import Case
from app.engine.operations import Operation


@dataclass(frozen=True)
class Step:
    """What a step brings: forms and operations that a diagram may name, lists and messages, acts of the case page.

    A step is a frozen dataclass derived from this one; its fields are what the process itself has to say: its rule, its
    words. A process that does not list a step has none of it, and its acts are refused for its cases.
    """

    def forms(self) -> tuple[TaskForm, ...]:
        """Forms of user tasks, by the keys that a diagram names."""
        return ()

    def operations(self) -> tuple[Operation, ...]:
        """Operations of service tasks, by the names that a diagram names."""
        return ()

    def ways(self) -> Mapping[str, TaskForm]:
        """Ways back from a task, each with a form of its own: by the answer that the arrow behind the task asks for.

        The arrow is the diagram's, so a step is gone back to only where that is drawn.
        """
        return {}

    def messages(self) -> frozenset[str]:
        """Messages that the step throws into the diagram."""
        return frozenset()

    def lists(self) -> frozenset[str]:
        """Facts that are lists, which a multi-instance task may go through."""
        return frozenset()

    def copy_title(self, item: str) -> str:
        """What an item of its list is called that is neither a unit nor a person; empty for one that is not its own."""
        return ""

    def acts(self) -> tuple[CaseAct, ...]:
        """Acts beside the task."""
        return ()

    def secrets(self, case: Case) -> Mapping[str, Secret]:
        """Personal data of the case that pages and programs get masked, by the name under which it may be looked at."""
        return {}


AnyStep = TypeVar("AnyStep", bound=Step)
