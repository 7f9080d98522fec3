"""The public portal: guide, applying in four steps, following a request, checking a letter.

Made for a phone first; nothing needs a script.
"""

from app.portal import answering, applying, following, guide, papers, verifying  # noqa: F401  (they add the routes)
from app.portal.blueprint import bp

__all__ = ["bp"]
