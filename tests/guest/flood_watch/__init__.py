"""A whole guest, as a package: 汛情处置, with limits in hours. `docs/a-new-process.md` takes its examples from here."""

from tests.guest.flood_watch.process import flood_watch

__all__ = ["flood_watch"]
