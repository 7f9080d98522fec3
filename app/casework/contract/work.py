"""The facet of the work: forms of user tasks, operations of service tasks, names that a diagram may use."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.casework.contract.forms import TaskForm
from app.engine.operations import Operations


@dataclass(frozen=True)
class Work:
    """`deadlines`: clocks that timers may name; `messages`: what may be thrown from outside.

    `housekeeping`: what is to be thrown away daily, each answering how many.
    """

    forms: Mapping[str, TaskForm] = field(default_factory=dict)
    operations: Operations = field(default_factory=Operations)
    deadlines: frozenset[str] = frozenset()
    messages: frozenset[str] = frozenset()
    housekeeping: tuple[Callable[[datetime], int], ...] = ()
