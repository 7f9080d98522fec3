"""What the portal shows of disclosure: applying in four steps, following a request, the guide.

Made for a phone first; nothing needs a script.
"""

from app.processes.disclosure.portal import (  # noqa: F401  (they add the routes)
    answering,
    applying,
    asking_correction,
    evaluating,
    following,
    papers,
    reasoning,
)
from app.processes.disclosure.portal.blueprint import bp

__all__ = ["bp"]
