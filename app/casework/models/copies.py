"""抄送: a case that somebody is told of, with the mark that it was read."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.casework.models.cases import Case
from app.database import UtcDateTime, db
from app.office.models import Person


class CaseCopy(db.Model):
    """One person who is told of one case. It gives the right to read it and nothing else."""

    __tablename__ = "case_copy"
    __table_args__ = (
        UniqueConstraint("case_id", "person_id"),
        Index("ix_case_copy_person_id_sent_at", "person_id", "sent_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    sent_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(String(300), default="")
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    case: Mapped[Case] = relationship(viewonly=True)
    person: Mapped[Person] = relationship(foreign_keys=[person_id], viewonly=True)
    sent_by: Mapped[Person] = relationship(foreign_keys=[sent_by_id], viewonly=True)
