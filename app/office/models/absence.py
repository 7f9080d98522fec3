"""When a person is away, and who stands in."""

from datetime import date

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, and_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import db
from app.office.models.person import Person


class Absence(db.Model):
    """Away from the first to the last day, both included; the deputy (代理人), if named, acts meanwhile."""

    __tablename__ = "absence"
    __table_args__ = (
        Index("ix_absence_person_id_last_day", "person_id", "last_day"),
        Index("ix_absence_deputy_id_last_day", "deputy_id", "last_day"),
        CheckConstraint("first_day <= last_day", name="in_order"),
        CheckConstraint("deputy_id <> person_id", name="deputy_is_another"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    first_day: Mapped[date]
    last_day: Mapped[date]
    reason: Mapped[str] = mapped_column(String(200), default="")

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    deputy: Mapped[Person | None] = relationship(foreign_keys=[deputy_id])

    @classmethod
    def touching(cls, first_day: date, last_day: date) -> ColumnElement[bool]:
        """Condition: shares at least one day with this span, both ends included."""
        return and_(cls.first_day <= last_day, cls.last_day >= first_day)
