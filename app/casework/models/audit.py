"""The audit chain: one line per act, each bound to the one before it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import LINE, UtcDateTime, db


class AuditEntry(db.Model):
    """Who did what to which case, when. `detail` holds no personal data. `sequence` has no gaps.

    A line without a case has the organ that it concerns, so that its auditor finds it; `detail` repeats that organ
    under the hash. Without either, a line is for the auditors of the top alone.
    """

    __tablename__ = "audit_entry"

    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    tag: Mapped[str] = mapped_column(String(60))
    actor_kind: Mapped[str] = mapped_column(String(12))
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(80))
    unit_name: Mapped[str] = mapped_column(String(120), default="")
    case_id: Mapped[int | None] = mapped_column(ForeignKey("office_case.id"), index=True)
    organ_id: Mapped[int | None] = mapped_column(index=True)
    node: Mapped[str] = mapped_column(String(80), default="")
    summary: Mapped[str] = mapped_column(LINE, default="")
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)
