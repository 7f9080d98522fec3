"""The lines of the audit chain that are about one case, as they are handed over."""

from datetime import UTC
from typing import Any

from sqlalchemy import select

from app.casework.models import AuditEntry, Case
from app.database import db


def audit_rows(case: Case) -> list[dict[str, Any]]:
    """Every line of the case, oldest first, with what its hash is made of: whoever has the key can compute it anew."""
    query = select(AuditEntry).where(AuditEntry.case_id == case.id).order_by(AuditEntry.sequence)
    return [_row(entry) for entry in db.session.scalars(query)]


def _row(entry: AuditEntry) -> dict[str, Any]:
    return {
        "sequence": entry.sequence, "at": entry.at.astimezone(UTC).isoformat(), "tag": entry.tag,
        "actor_kind": str(entry.actor_kind), "actor_id": entry.actor_id, "actor_name": entry.actor_name,
        "unit_name": entry.unit_name, "node": entry.node, "summary": entry.summary, "detail": entry.detail,
        "previous_hash": entry.previous_hash, "hash": entry.hash,
    }  # fmt: skip
