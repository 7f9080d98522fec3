"""What the invented office of the demo plays: a story (what becomes of a case), a scene (a task on one day of it)."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from app.casework.acts.actor import Actor
from app.casework.acts.commands import Result, UseCase
from app.casework.models import Case, WorkItem
from app.law.calendar import WorkCalendar

USUAL_PACE = (0, 2)
NOT_NOW: Any = object()
"""The answer of somebody who leaves a task for another day."""


@dataclass(frozen=True, kw_only=True)
class Story:
    """One case from arrival to its end; a process adds what its cases are about.

    ago: working days before today; weekend: arrives on the day off before; slow: task → working days it lies there;
    stop_at: tasks that nobody completes (from the `stop_visit`-th time on); claimed: somebody took the task at which
    it stops; withdraw_at: the task at which the case is taken back; shows: what a visitor can see in it; urgent: the
    desk turns to it first, and goes on with it task after task the same day.
    """

    process: ClassVar[str] = ""
    pace: ClassVar[Mapping[str, tuple[int, int]]] = {}
    """Form → fewest and most working days that a task of it lies on the desk."""

    key: str
    ago: int = 1
    weekend: bool = False
    slow: Mapping[str, int] = field(default_factory=dict)
    stop_at: tuple[str, ...] = ()
    stop_visit: int = 1
    claimed: bool = False
    withdraw_at: str = ""
    shows: str = ""
    urgent: bool = False

    @property
    def is_online(self) -> bool:
        """Whether it arrives without a clerk, on any day."""
        return False

    def concerns_outsiders(self, node: str) -> bool:
        """Whether somebody outside the desk may do something while the case is at this task."""
        return bool(self.withdraw_at) and node == self.withdraw_at

    def luck(self, *about: object) -> random.Random:
        """Chance that depends on the story and the matter only, never on what was drawn before."""
        return random.Random("/".join(str(part) for part in (self.key, *about)))

    def stops(self, node: str, visit: int) -> bool:
        """Whether the demo leaves this task open (`visit` counts from 1)."""
        return node in self.stop_at and visit >= self.stop_visit

    def rests_at(self, node: str, visit: int) -> bool:
        """Whether nobody completes this task: the case is left there, or taken back from there."""
        return node == self.withdraw_at or self.stops(node, visit)

    def wait(self, node: str, form: str | None, visit: int) -> int:
        """Working days that a task lies on the desk; a story that stops somewhere is brisk until then."""
        if node in self.slow:
            return self.slow[node]
        fewest, most = self.pace.get(form or "", USUAL_PACE)
        return fewest if self.stop_at else self.luck(node, visit).randint(fewest, most)


Told = TypeVar("Told", bound=Story)


@dataclass(frozen=True)
class Scene(Generic[Told]):
    """One open task on one day; `visit` counts how often the case has come to this task, from 1."""

    item: WorkItem
    story: Told
    visit: int
    today: date
    calendar: WorkCalendar

    @property
    def case(self) -> Case:
        return self.item.case

    @property
    def day(self) -> str:
        return self.today.isoformat()


class Present(Protocol):
    """The moved clock of the demo, on which real commands are run."""

    @property
    def today(self) -> date:
        """The day that is being lived."""

    def run(self, use: UseCase, actor: Actor, **arguments: Any) -> Result:
        """One command now. Raises what the command raises."""
