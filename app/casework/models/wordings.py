"""What an office writes in place of a standard text of a message, or into the public guide."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import UtcDateTime, db
from app.office.models import Person


class OfficeWording(db.Model):
    """One version of a text; the newest of a key counts, no row is changed. Without a body the standard holds again."""

    __tablename__ = "office_wording"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), index=True)
    heading: Mapped[str] = mapped_column(String(120))
    body: Mapped[str] = mapped_column(Text)
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)

    written_by: Mapped[Person | None] = relationship(viewonly=True)
