"""The lines of the audit chain that are about one case, or one annual report, as they are handed over."""

from datetime import UTC
from typing import Any

from sqlalchemy import select

from app.casework.annual.finding import versions_of
from app.casework.models import AuditEntry, Case
from app.casework.models.annual import AnnualReport
from app.database import db
from app.office.organs import organ_of


def audit_rows(case: Case, until: int | None = None) -> list[dict[str, Any]]:
    """Every line of the case, oldest first, with what its hash is made of: whoever has the key can compute it anew.

    `until`: the number of the last one.
    """
    query = select(AuditEntry).where(AuditEntry.case_id == case.id).order_by(AuditEntry.sequence)
    if until is not None:
        query = query.where(AuditEntry.sequence <= until)
    return [_row(entry) for entry in db.session.scalars(query)]


def report_rows(report: AnnualReport) -> list[dict[str, Any]]:
    """The same of every version of an annual report."""
    of_organ = AuditEntry.organ_id == organ_of(report.organ).id
    query = select(AuditEntry).where(of_organ, AuditEntry.tag.startswith("annual_report.", autoescape=True))
    ids = {one.id for one in versions_of(report)}
    entries = db.session.scalars(query.order_by(AuditEntry.sequence))
    return [_row(entry) for entry in entries if entry.detail.get("report") in ids]


def _row(entry: AuditEntry) -> dict[str, Any]:
    return {
        "sequence": entry.sequence, "at": entry.at.astimezone(UTC).isoformat(), "tag": entry.tag,
        "actor_kind": str(entry.actor_kind), "actor_id": entry.actor_id, "actor_name": entry.actor_name,
        "unit_name": entry.unit_name, "node": entry.node, "summary": entry.summary, "detail": entry.detail,
        "previous_hash": entry.previous_hash, "hash": entry.hash,
    }  # fmt: skip
