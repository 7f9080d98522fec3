"""What the demo county and `flask simulate` can tell of 依申请公开: who applies, what the office answers."""

from app.casework.contract.stories import Stories
from app.processes.disclosure.stories import tables
from app.processes.disclosure.stories.applicants import apply, outside
from app.processes.disclosure.stories.lots import improvised, lots_of
from app.processes.disclosure.stories.recipes import RECIPES, prepare
from app.processes.disclosure.stories.story import Story
from app.processes.disclosure.stories.summary import lines_of, reached


def told() -> list[Story]:
    """The demo county's requests."""
    return [Story.read(row) for row in tables.stories()]


STORIES = Stories(
    told=told, lots=lots_of, opens=apply, outside=outside, improvise=improvised, recipes=RECIPES, prepare=prepare,
    summary=lines_of, weight=9, reached=reached,
)  # fmt: skip

__all__ = ["STORIES", "told"]
