"""满意度评价: what an applicant says of the handling, once after the reply."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import UtcDateTime, db


class ReplyEvaluation(db.Model):
    """One of a request. `words` are shown to nobody but who decides on them, until `decision` is show."""

    __tablename__ = "reply_evaluation"

    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"), primary_key=True)
    score: Mapped[int]
    words: Mapped[str] = mapped_column(Text, default="")
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decision: Mapped[str] = mapped_column(String(12), default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
