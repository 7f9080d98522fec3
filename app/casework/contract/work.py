"""The facet of the work: forms of user tasks, operations of service tasks, names that a diagram may use."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.casework.contract.forms import TaskForm
from app.casework.contract.rows import CaseAct, Secret
from app.casework.contract.steps import AnyStep, Step
from app.casework.models import Case
from app.engine.operations import Operations


@dataclass(frozen=True)
class Work:
    """`steps`: those of app/steps that the process has; the other fields are its own, and hold those of its steps too.

    `deadlines`: clocks that timers may name; `messages`: what may be thrown from outside; `lists`: facts that a
    multi-instance task may go through; `ways`: see `Step.ways`. `housekeeping`: what is to be thrown away daily, each
    answering how many.
    """

    forms: Mapping[str, TaskForm] = field(default_factory=dict)
    operations: Operations = field(default_factory=Operations)
    deadlines: frozenset[str] = frozenset()
    messages: frozenset[str] = frozenset()
    housekeeping: tuple[Callable[[datetime], int], ...] = ()
    steps: tuple[Step, ...] = ()
    lists: frozenset[str] = frozenset()
    ways: Mapping[str, TaskForm] = field(default_factory=dict)
    taken_twice: tuple[str, ...] = ()  # names that two steps, or a step and the process, give a meaning

    def __post_init__(self) -> None:
        forms = [*self.forms.items(), *((form.key, form) for step in self.steps for form in step.forms())]
        operations = [*self.operations, *(one for step in self.steps for one in step.operations())]
        twice = _twice(name for name, _form in forms) + _twice(one.name for one in operations)
        self._set("forms", dict(forms))
        self._set("operations", Operations(operations if not twice else ()))
        self._set("messages", self.messages.union(*(step.messages() for step in self.steps)))
        self._set("lists", self.lists.union(*(step.lists() for step in self.steps)))
        ways = [*self.ways.items(), *(one for step in self.steps for one in step.ways().items())]
        self._set("ways", dict(ways))
        self._set("taken_twice", twice + _twice(name for name, _form in ways))

    def _set(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)

    def step(self, kind: type[AnyStep]) -> AnyStep | None:
        """The step of this kind as the process has it; None for a process without it."""
        return next((one for one in self.steps if isinstance(one, kind)), None)

    def copy_title(self, item: str) -> str:
        """What an item of a step's list is called that is neither a unit nor a person; empty for an unknown one."""
        return next((title for step in self.steps if (title := step.copy_title(item))), "")

    @property
    def acts(self) -> tuple[CaseAct, ...]:
        """What the steps offer beside the task."""
        return tuple(act for step in self.steps for act in step.acts())

    def secrets(self, case: Case) -> dict[str, Secret]:
        """What may be looked at in full by whoever says why."""
        return {name: one for step in self.steps for name, one in step.secrets(case).items()}


def _twice(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name, times in Counter(names).items() if times > 1)
