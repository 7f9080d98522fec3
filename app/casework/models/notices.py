"""What an administrator adds to the law's data: yearly holiday notices and changed parameters."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import UtcDateTime, db


class HolidayNotice(db.Model):
    """A State Council notice (放假安排通知) as imported; replaces the built-in year."""

    __tablename__ = "holiday_notice"

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(index=True)
    source: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text, default="", server_default="")  # as it was pasted
    imported_at: Mapped[datetime] = mapped_column(UtcDateTime)
    imported_by: Mapped[str] = mapped_column(String(80))


class ProposalState(StrEnum):
    """Values are stored, so never renamed."""

    WAITING = "waiting"  # 待同意
    AGREED = "agreed"  # 已同意
    REFUSED = "refused"  # 不同意


class HolidayProposal(db.Model):
    """A notice that would let the due day of an open case come earlier: it counts when a second person agrees.

    `before`: the year before it, where the notice speaks of its December; `person_id`: None for the command line.
    """

    __tablename__ = "holiday_proposal"

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    source: Mapped[str] = mapped_column(Text)
    before: Mapped[str] = mapped_column(Text, default="")
    text: Mapped[str] = mapped_column(Text, default="")
    proposed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    proposed_by: Mapped[str] = mapped_column(String(80))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    state: Mapped[str] = mapped_column(String(12), default=ProposalState.WAITING)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by: Mapped[str] = mapped_column(String(80), default="")
    reason: Mapped[str] = mapped_column(String(200), default="")


class ParameterChange(db.Model):
    """A law parameter set by the administrator, with the source that was checked, and the day from which it holds.

    Of two rows for one day the later counts.
    """

    __tablename__ = "parameter_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(80), index=True)
    value: Mapped[Any] = mapped_column(JSON)
    source: Mapped[str] = mapped_column(String(300))
    valid_from: Mapped[date]
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[str] = mapped_column(String(80))
