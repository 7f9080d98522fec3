"""Seals of organs (印章): which picture an organ seals its letters with, from which day until which."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import UtcDateTime, db
from app.office.models import OrgUnit, Person
from app.office.models.dated import Dated


class OrganSeal(Dated, db.Model):
    """One seal. Rows are never removed: letters name the picture they were sealed with."""

    __tablename__ = "organ_seal"

    id: Mapped[int] = mapped_column(primary_key=True)
    organ_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"), index=True)
    file_hash: Mapped[str] = mapped_column(String(64))  # the picture in the file store
    uploaded_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id")
    )  # None: taken over from before
    uploaded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_why: Mapped[str] = mapped_column(String(300), default="")

    organ: Mapped[OrgUnit] = relationship(viewonly=True)
    uploaded_by: Mapped[Person | None] = relationship(viewonly=True)
