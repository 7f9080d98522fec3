"""The public portal: its frame, the guide, checking a letter. What can be asked here, the processes bring.

Made for a phone first; nothing needs a script.
"""

from app.portal import (  # noqa: F401  (they add the routes)
    annual_reports,
    calculator,
    guide,
    opinions,
    publications,
    verifying,
)
from app.portal.blueprint import bp

__all__ = ["bp"]
