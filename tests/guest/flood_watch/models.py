"""The tables of the guest."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import UtcDateTime, db


class FloodReport(db.Model):
    """Where water rises, who told of it, and what is done."""

    __tablename__ = "guest_flood_report"

    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"), primary_key=True)
    place: Mapped[str] = mapped_column(String(100))
    reporter: Mapped[str] = mapped_column(String(60))
    measures: Mapped[str] = mapped_column(Text, default="")


class FloodView(db.Model):
    """What somebody says to a bulletin that stands in public; nobody is asked for a name."""

    __tablename__ = "guest_flood_view"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"), index=True)
    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id"), index=True)
    words: Mapped[str] = mapped_column(String(500))
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
