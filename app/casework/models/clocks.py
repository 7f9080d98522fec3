"""Clock events (append only), the clocks projected from them, engine timers and alerts."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.casework.models.cases import Case
from app.casework.models.moments import DueMoments
from app.database import UtcDateTime, db


class ClockEvent(db.Model):
    """A fact that starts, pauses, extends, restarts or ends a clock. Never changed, never deleted."""

    __tablename__ = "clock_event"
    __table_args__ = (UniqueConstraint("case_id", "sequence"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"))
    sequence: Mapped[int]
    type: Mapped[str] = mapped_column(String(60))
    on: Mapped[date] = mapped_column("happened_on")
    at: Mapped[datetime | None] = mapped_column("happened_at", UtcDateTime)  # known for some only
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class CaseClock(DueMoments, db.Model):
    """A clock as `law.clocks` computes it from the events; rewritten at every change of events or calendar.

    `look_at`: from when the sweep has to look at it for an alert that is not raised yet; None: for none. `span`: how
    long the limit is, in working days or hours; None: not known.
    """

    __tablename__ = "case_clock"
    __table_args__ = (
        UniqueConstraint("case_id", "kind", "key"),
        Index("ix_case_clock_state_soon_at", "state", "soon_at"),
        Index(
            "ix_case_clock_look_at",
            "look_at",
            "id",
            sqlite_where=text("look_at IS NOT NULL"),
            postgresql_where=text("look_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"))
    kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(60), default="")
    started_on: Mapped[date]
    due_on: Mapped[date]
    original_due_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(12))
    is_provisional: Mapped[bool] = mapped_column(default=False)
    look_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    span: Mapped[int | None]

    case: Mapped[Case] = relationship(viewonly=True)


class CaseTimer(db.Model):
    """A deadline timer of the diagram that waits; the sweep fires it when the clock of that name is past due."""

    __tablename__ = "case_timer"

    task_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"), index=True)
    node: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(120))
    deadline: Mapped[str] = mapped_column(String(40), index=True)
    armed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    fired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Alert(db.Model):
    """One reminder for one clock, due moment and stage: the unique key makes sweeps repeatable.

    `is_untold`: raised, and nobody has been written to of it yet.
    """

    __tablename__ = "deadline_alert"
    __table_args__ = (
        UniqueConstraint("case_id", "kind", "key", "due_at", "stage"),
        Index(
            "ix_deadline_alert_untold",
            "case_id",
            sqlite_where=text("is_untold"),
            postgresql_where=text("is_untold"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"))
    kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(60), default="")
    due_on: Mapped[date]
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    stage: Mapped[str] = mapped_column(String(20))
    raised_on: Mapped[date]
    is_untold: Mapped[bool] = mapped_column(default=False, server_default=false())
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    case: Mapped[Case] = relationship(viewonly=True)
