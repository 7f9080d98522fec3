"""Who holds which role at which unit, and when."""

from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import db
from app.office.models.dated import Dated
from app.office.models.org_unit import OrgUnit

if TYPE_CHECKING:
    from app.office.models.person import Person


class Appointment(Dated, db.Model):
    """A role (app.office.vocabulary.Role) of a person at a unit between two days."""

    __tablename__ = "appointment"
    __table_args__ = (
        Index("ix_appointment_unit_id_role", "unit_id", "role"),
        CheckConstraint("valid_until IS NULL OR valid_until >= valid_from", name="ends_after_it_begins"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    role: Mapped[str] = mapped_column(String(40))

    person: Mapped["Person"] = relationship(back_populates="appointments")
    unit: Mapped[OrgUnit] = relationship()
