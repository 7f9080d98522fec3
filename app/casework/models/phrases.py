"""常用语: what a person, or everybody of a unit, often writes as an opinion."""

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import db


class Phrase(db.Model):
    """One phrase of one person, or of one unit and those below it up to its organ; by `position`."""

    __tablename__ = "phrase"
    __table_args__ = (CheckConstraint("(person_id IS NULL) <> (unit_id IS NULL)", name="belongs_to_one"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("org_unit.id"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(String(100))
