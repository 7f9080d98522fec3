"""催办 as each of the urged has it: what was said, by whom, and when they took note of it (已阅)."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.casework.models.cases import Case
from app.database import UtcDateTime, db
from app.office.models import Person

NOT_READ = text("read_at IS NULL")


class Urging(db.Model):
    """One person urged about one case. It stands on their desk until `read_at`, or until the case is closed."""

    __tablename__ = "urging"
    __table_args__ = (
        Index("ix_urging_unread", "person_id", sqlite_where=NOT_READ, postgresql_where=NOT_READ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    urged_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    urged_at: Mapped[datetime] = mapped_column(UtcDateTime)
    text: Mapped[str] = mapped_column(String(200))
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    case: Mapped[Case] = relationship(viewonly=True)
    person: Mapped[Person] = relationship(foreign_keys=[person_id], viewonly=True)
    urged_by: Mapped[Person | None] = relationship(foreign_keys=[urged_by_id], viewonly=True)
