"""What somebody was sending when the session had ended: kept for a day, for that person alone."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import UtcDateTime, db


class KeptPost(db.Model):
    """The fields of one form that was not sent, sealed; `path` is where it was to go. Files are not kept."""

    __tablename__ = "kept_post"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    path: Mapped[str] = mapped_column(String(300))
    typed_sealed: Mapped[str] = mapped_column(Text)
    kept_at: Mapped[datetime] = mapped_column(UtcDateTime)
