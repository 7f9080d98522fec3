"""What was done for a request: clarification (补正), extension (延期)."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import UtcDateTime, db


class Clarification(db.Model):
    """The one clarification notice of a request (条例第三十条) and what the applicant answered.

    `late_answer_on` is the day of the first late answer, `late_answer_days` are all of them as ISO days.
    """

    __tablename__ = "clarification"

    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"), primary_key=True)
    items: Mapped[list[str]] = mapped_column(JSON)
    guidance: Mapped[str] = mapped_column(Text, default="")
    period_working_days: Mapped[int]
    notified_on: Mapped[date | None]
    delivered_on: Mapped[date | None]
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("issued_letter.id"))
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_on: Mapped[date | None]
    late_answer: Mapped[str] = mapped_column(Text, default="")
    late_answer_on: Mapped[date | None]
    late_answer_days: Mapped[list[str]] = mapped_column(JSON, default=list)
    is_late_answer_accepted: Mapped[bool] = mapped_column(default=False)
    why_not_accepted: Mapped[str] = mapped_column(Text, default="")
    lapse_confirmed_on: Mapped[date | None]


class ExtensionRequest(db.Model):
    """An extension that was asked for, and what the head of the disclosure office decided (条例第三十三条第二款)."""

    __tablename__ = "extension_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"), index=True)
    working_days: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    requested_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    requested_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decision: Mapped[str] = mapped_column(String(12), default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("issued_letter.id"))
