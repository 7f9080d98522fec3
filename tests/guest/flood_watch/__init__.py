"""A whole guest, as a package: 汛情处置, with limits in hours. `docs/a-new-process.md` takes its examples from here.

Places left free for what is not here yet: `stories.py` (facet Stories), and `texts.py` with two bound texts that three
units sign together (facet Texts, step CoSigning).
"""

from tests.guest.flood_watch.process import flood_watch

__all__ = ["flood_watch"]
