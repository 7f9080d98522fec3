"""What the portal shows of disclosure: applying in four steps, following a request, the guide.

Made for a phone first; nothing needs a script.
"""

from app.processes.disclosure.portal import answering, applying, following, papers, reasoning  # noqa: F401  (they add the routes)
from app.processes.disclosure.portal.blueprint import bp

__all__ = ["bp"]
