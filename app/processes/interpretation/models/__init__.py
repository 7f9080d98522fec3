"""The tables of policy packages."""

from app.processes.interpretation.models.further import FurtherForm
from app.processes.interpretation.models.package import PolicyPackage
from app.processes.interpretation.models.question import PolicyQuestion
from app.processes.interpretation.models.returned import Return

__all__ = ["FurtherForm", "PolicyPackage", "PolicyQuestion", "Return"]
