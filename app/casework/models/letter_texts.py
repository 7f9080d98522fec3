"""The texts that letters were issued with: kept, so that a later release does not put its own under a signature."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import UtcDateTime, db


class LetterLayouts(db.Model):
    """What the letters of one release share: layouts, styles, groups of facts. `files`: text by name."""

    __tablename__ = "letter_layouts"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    files: Mapped[dict[str, str]] = mapped_column(JSON)


class LetterText(db.Model):
    """Settings and text of one kind in one version, named as letters name it (`issued_letter.template_hash`).

    `is_delivered`: came with a release; any other was written in the office (`letter_variant`).
    """

    __tablename__ = "letter_text"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    files: Mapped[dict[str, str]] = mapped_column(JSON)
    layouts_hash: Mapped[str] = mapped_column(ForeignKey("letter_layouts.hash"))
    is_delivered: Mapped[bool] = mapped_column(default=False, server_default=false())
    kept_at: Mapped[datetime] = mapped_column(UtcDateTime)

    layouts: Mapped[LetterLayouts] = relationship(viewonly=True)
