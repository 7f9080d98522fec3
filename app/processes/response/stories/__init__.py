"""What the demo county and `flask simulate` can tell of 回应关切: concerns that arise, and what becomes of them."""

from app.casework.contract.stories import Stories
from app.processes.response.stories.lots import improvised, lots_of
from app.processes.response.stories.recipes import RECIPES
from app.processes.response.stories.story import arise, lines_of, reached, told

STORIES = Stories(
    told=told,
    lots=lots_of,
    opens=arise,
    improvise=improvised,
    recipes=RECIPES,
    summary=lines_of,
    reached=reached,
)

__all__ = ["STORIES"]
