"""更正申请 (条例第四十一条): what is recorded wrongly, its proof, and what the office found."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import UtcDateTime, db


class CorrectionApplication(db.Model):
    """One per case of this matter. `result` is empty until it was verified; then the words that the letter recites.

    `sent_on`, `sent_way`, `sent_note`: when, how and with which paper it was passed on to the competent organ.
    """

    __tablename__ = "correction_application"

    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"), primary_key=True)
    information: Mapped[str] = mapped_column(String(600))
    recorded: Mapped[str] = mapped_column(Text)
    wanted: Mapped[str] = mapped_column(Text)
    evidence: Mapped[str] = mapped_column(Text)
    result: Mapped[str] = mapped_column(String(20), default="")
    findings: Mapped[str] = mapped_column(Text, default="")
    correction: Mapped[str] = mapped_column(String(600), default="")
    competent_organ: Mapped[str] = mapped_column(String(100), default="")
    sent_on: Mapped[date | None]
    sent_way: Mapped[str] = mapped_column(String(20), default="", server_default="")
    sent_note: Mapped[str] = mapped_column(String(300), default="", server_default="")
    verified_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    verified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
