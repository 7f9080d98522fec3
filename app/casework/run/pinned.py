"""Which version of its diagrams a case is run on: pinned when it was opened, the same for good."""

from sqlalchemy import bindparam, select

from app.casework.acts.once import once_for_good
from app.casework.models import CaseRun
from app.database import columns_of

_runs = CaseRun.__table__.c
_pinned = select(_runs.diagram_hash).where(_runs.case_id == bindparam("of_case"))


def pinned_version(case_id: int) -> str | None:
    """The hash of the version; None for a case without a run."""
    return once_for_good(_name(case_id), lambda: columns_of(_pinned, {"of_case": case_id}).scalar())


def tell_pinned(case_id: int, version_hash: str | None) -> None:
    """It came along with another statement."""
    once_for_good(_name(case_id), lambda: version_hash)


def _name(case_id: int) -> str:
    return f"version of case {case_id}"
