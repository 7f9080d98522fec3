"""The table of the guest."""

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import db


class FloodReport(db.Model):
    """Where water rises, who told of it, and what is done."""

    __tablename__ = "guest_flood_report"

    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"), primary_key=True)
    place: Mapped[str] = mapped_column(String(100))
    reporter: Mapped[str] = mapped_column(String(60))
    measures: Mapped[str] = mapped_column(Text, default="")
