"""建议补正: what the handling unit proposes to ask of the applicant; the office decides and asks (条例第三十条)."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import UtcDateTime, db
from app.office.models import Person


class ClarificationProposal(db.Model):
    """One proposal. `settled_at`: the office has screened the request anew, whatever it decided."""

    __tablename__ = "clarification_proposal"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"), index=True)
    items: Mapped[list[str]] = mapped_column(JSON)
    guidance: Mapped[str] = mapped_column(Text)
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    proposed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    proposed_by: Mapped[Person | None] = relationship(viewonly=True)
