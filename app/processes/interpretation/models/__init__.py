"""The tables of policy packages."""

from app.processes.interpretation.models.co_signer import CoSigner
from app.processes.interpretation.models.further import FurtherFile, FurtherForm
from app.processes.interpretation.models.notice import CheckNotice
from app.processes.interpretation.models.package import PolicyPackage
from app.processes.interpretation.models.question import PolicyQuestion
from app.processes.interpretation.models.returned import Return

__all__ = [
    "CheckNotice",
    "CoSigner",
    "FurtherFile",
    "FurtherForm",
    "PolicyPackage",
    "PolicyQuestion",
    "Return",
]
