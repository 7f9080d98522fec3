"""Bound texts (文本) of a case: every version is a row, and signatures point at the versions that were seen."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import UtcDateTime, db
from app.office.models import Person


class TextVersion(db.Model):
    """What a slot of a case said at a time. A version is never changed: an edit makes the next one.

    `content` is what was signed (facts of a letter, a body, hashes of files); empty for texts of before versions were
    kept. `discarded_at`: the text was given up, as when another decision was taken; then nothing stands in its slot.
    """

    __tablename__ = "text_version"
    __table_args__ = (UniqueConstraint("case_id", "slot", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"))
    slot: Mapped[str] = mapped_column(String(40))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(12))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    content_hash: Mapped[str] = mapped_column(String(64))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    discarded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    author: Mapped[Person | None] = relationship(viewonly=True)


class OpinionText(db.Model):
    """A version that a signature is bound to; one signature may be bound to several texts at once."""

    __tablename__ = "opinion_text"

    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"), primary_key=True)
    text_version_id: Mapped[int] = mapped_column(ForeignKey("text_version.id"), primary_key=True, index=True)
