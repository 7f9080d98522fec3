"""The process's own calls, for programs with a token; what is public is read without."""

from app.processes.interpretation.api import quarters  # noqa: F401  # calls on the blueprint of packages
from app.processes.interpretation.api.packages import bp

BLUEPRINTS = (bp,)
