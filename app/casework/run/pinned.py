"""Which version of its diagrams a case is run on: pinned when it was opened, the same for good."""

from flask import g, has_app_context
from sqlalchemy import bindparam, select

from app.casework.models import CaseRun
from app.database import columns_of

PINNED = "pinned_versions"
_runs = CaseRun.__table__.c
_pinned = select(_runs.diagram_hash).where(_runs.case_id == bindparam("of_case"))


def pinned_version(case_id: int) -> str | None:
    """The hash of the version, kept as long as the context; None for a case whose run is not written (yet)."""
    known: str | None = _known().get(case_id)
    if known is None:
        known = columns_of(_pinned, {"of_case": case_id}).scalar()
        tell_pinned(case_id, known)
    return known


def tell_pinned(case_id: int, version_hash: str | None) -> None:
    """It came along with another statement."""
    if version_hash is not None:
        _known()[case_id] = version_hash


def _known() -> dict[int, str]:
    known: dict[int, str] = g.setdefault(PINNED, {}) if has_app_context() else {}
    return known
