"""The facet of the stories: what the demo county and `flask simulate` can tell of a process."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from app.casework.acts.actor import Actor
from app.casework.contract.scenes import Present, Scene, Story
from app.casework.models import Case, WorkItem
from app.law.calendar import WorkCalendar

Recipe = Callable[[Scene[Any]], Any]


class Recipes(dict[str, Recipe]):
    """How the people of the demo answer the forms of a process, by form."""

    def answers(self, form: str) -> Callable[[Recipe], Recipe]:
        """Register a recipe for a form."""

        def register(recipe: Recipe) -> Recipe:
            self[form] = recipe
            return recipe

        return register


@dataclass(frozen=True)
class Opened:
    """A case that a story began; `query_code` opens it for whoever looks at the demo, and no table keeps it."""

    number: str
    query_code: str = ""


class Lots(Protocol):
    """Draws stories from a seed."""

    def draw(self, number: int) -> Story:
        """The next story. `number` tells it apart."""

    def cover(self) -> Sequence[Story]:
        """The stories that together come to everything that `Stories.reached` names, in their order."""
        ...


@dataclass(frozen=True)
class Reached:
    """An end or a procedure to which a year of a process is to come (`kind` says which), and how often it did."""

    kind: str
    title: str
    times: int


def nothing_told() -> Sequence[Story]:
    """For a process of which the demo county has no cases."""
    return ()


def no_lots(seed: str, on: date) -> Lots | None:
    """For a process that nobody begins by lot."""
    return None


def nobody_opens(story: Any, present: Present, calendar: WorkCalendar) -> Opened:
    """For a process without stories, which has none to open."""
    raise LookupError(f"nobody opens the story {story.key}")


def nobody_outside(item: WorkItem, story: Any, present: Present, calendar: WorkCalendar) -> None:
    """For a process in which only the desk acts."""


def plain_story(case: Case) -> Story:
    """For a case that nobody told of: it is walked as its diagram goes."""
    return Story(key=case.number)


def nothing_before(scene: Scene[Any], present: Present, actor: Actor) -> None:
    """For a process whose forms stand by themselves."""


def no_summary(cases: Sequence[Case], today: date) -> list[str]:
    """For a process of which the number of cases says enough."""
    return [f"{len(cases)} 件"]


def nothing_to_reach(cases: Sequence[Case]) -> Sequence[Reached]:
    """For a process that names no ends and no procedures."""
    return ()


@dataclass(frozen=True)
class Stories:
    """`told`: the demo county's named cases; `lots`: who draws more of them from a seed (None: nobody is at work),
    `weight`: their share among the processes of a simulation; `opens`: a story's first act, by a real command.

    `outside`: what those who are not at the desk do today about an open task (asked where the story says that it
    concerns them); `improvise`: a story for a case that somebody else began; `recipes`: form → how a clerk answers it
    (all others are filled in from their JSON Schema); `prepare`: what is done before a form is handed in; `summary`:
    lines about the cases of a simulation; `reached`: what a year is to come to, and how often these cases did.
    """

    told: Callable[[], Sequence[Story]] = nothing_told
    lots: Callable[[str, date], Lots | None] = no_lots
    weight: int = 1
    opens: Callable[[Any, Present, WorkCalendar], Opened] = nobody_opens
    outside: Callable[[WorkItem, Any, Present, WorkCalendar], None] = nobody_outside
    improvise: Callable[[Case], Story] = plain_story
    recipes: Mapping[str, Recipe] = field(default_factory=dict)
    prepare: Callable[[Scene[Any], Present, Actor], None] = nothing_before
    summary: Callable[[Sequence[Case], date], list[str]] = no_summary
    reached: Callable[[Sequence[Case]], Sequence[Reached]] = nothing_to_reach
