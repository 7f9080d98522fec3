"""Further forms of the material (多元解读) beside the text: words, files or an address, within their own limit."""

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
    publication_id: Mapped[int | None] = mapped_column(ForeignKey("publication.id"))
    handed_in_at: Mapped[datetime] = mapped_column(UtcDateTime)

    files: Mapped[list["FurtherFile"]] = relationship(
        order_by="FurtherFile.position", cascade="all, delete-orphan"
    )

    @property
    def documents(self) -> list[Document]:
        """Its files in their order."""
        return [file.document for file in self.files]


class FurtherFile(db.Model):
    """A picture, PDF or docx of a further form."""

    __tablename__ = "policy_further_file"

    further_id: Mapped[int] = mapped_column(ForeignKey("policy_further_form.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))

    document: Mapped[Document] = relationship()
