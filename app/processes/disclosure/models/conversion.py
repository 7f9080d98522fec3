"""转主动公开 (条例第四十四条): suggested, proposed with what is to be published, decided, published."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.casework.models import Case
from app.database import UtcDateTime, db


class Conversion(db.Model):
    """One per case. `suggestion` is the applicant's; `content` what was proposed, empty before; `decision` as decided.

    `content_hash` is what was approved; nothing else is published.
    """

    __tablename__ = "conversion"

    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"), primary_key=True)
    suggestion: Mapped[str] = mapped_column(Text, default="")
    suggested_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(String(20), default="")
    requests: Mapped[str] = mapped_column(String(200), default="")
    content: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    content_hash: Mapped[str] = mapped_column(String(64), default="")
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    proposed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decision: Mapped[str] = mapped_column(String(12), default="")
    opinion: Mapped[str] = mapped_column(String(800), default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("issued_letter.id"))
    publication_id: Mapped[int | None] = mapped_column(ForeignKey("publication.id"))

    case: Mapped[Case] = relationship(viewonly=True)
