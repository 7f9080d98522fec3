"""Reckonings (重新推算): open cases are computed anew, in batches, after a notice or a change of the law's numbers."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import UtcDateTime, db


class Reckoning(db.Model):
    """One reckoning of all open cases. `Case.reckoned` names the last one that a case was computed under.

    `total`: open cases when it began; `moved`: of those computed by its batches, how many have another due moment.
    """

    __tablename__ = "reckoning"

    id: Mapped[int] = mapped_column(primary_key=True)
    reason: Mapped[str] = mapped_column(String(200))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_by: Mapped[str] = mapped_column(String(80))
    total: Mapped[int]
    moved: Mapped[int] = mapped_column(default=0)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ReckoningBatch(db.Model):
    """What one transaction of a reckoning did: how many cases, and old → new due day of those that moved."""

    __tablename__ = "reckoning_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    reckoning_id: Mapped[int] = mapped_column(ForeignKey("reckoning.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    cases: Mapped[int]
    moves: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
