"""What the demo county and `flask simulate` can tell of 政策解读: which documents are drafted, and how they fare."""

from app.casework.contract.stories import Stories
from app.processes.interpretation.stories.lots import improvised, lots_of
from app.processes.interpretation.stories.recipes import RECIPES
from app.processes.interpretation.stories.story import open_story, reached, told

STORIES = Stories(
    told=told, lots=lots_of, opens=open_story, improvise=improvised, recipes=RECIPES, reached=reached
)

__all__ = ["STORIES"]
