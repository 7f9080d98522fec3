"""Further forms of the material (多元解读) beside the text: a file or an address, published within their own limit."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.casework.models import Document
from app.database import UtcDateTime, db


class FurtherForm(db.Model):
    """One further form; in public once the office has looked at it. `address`: where a video is to be seen."""

    __tablename__ = "policy_further_form"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"), index=True)
    form: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(String(5000), default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    publication_id: Mapped[int | None] = mapped_column(ForeignKey("publication.id"))
    handed_in_at: Mapped[datetime] = mapped_column(UtcDateTime)

    document: Mapped[Document | None] = relationship()
