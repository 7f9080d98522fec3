"""What a decision table of a case's diagrams says, asked beside the run."""

from collections.abc import Mapping
from typing import Any

from app.casework.contract.platform import platform
from app.casework.models import Case
from app.casework.run.diagram_versions import drawn_now
from app.casework.run.pinned import pinned_version
from app.casework.run.workflow import diagrams_of
from app.engine import decisions


def decided(case: Case, decision: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """By the diagrams that the case is run on; by those of the program where these know no such table yet."""
    version = pinned_version(case.id)
    own = diagrams_of(version) if version is not None else None
    known = own if own is not None and decisions.has_decision(own, decision) else None
    return decisions.decide(known or drawn_now(platform().process(case.process)), decision, facts)
