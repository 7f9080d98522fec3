"""第三十五条: the reason that an applicant gave, what the office made of it, and the deferral of the reply."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import UtcDateTime, db


class ReasonStatement(db.Model):
    """The one statement of a request, and its judgement (`judged` empty until then)."""

    __tablename__ = "reason_statement"

    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"), primary_key=True)
    words: Mapped[str] = mapped_column(Text)
    received_on: Mapped[date]
    way: Mapped[str] = mapped_column(String(20))
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    judged: Mapped[str] = mapped_column(String(20), default="")
    judgement: Mapped[str] = mapped_column(Text, default="")
    judged_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    judged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Deferral(db.Model):
    """A deferral that was asked for, and what the head of the disclosure office decided."""

    __tablename__ = "deferral"

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
