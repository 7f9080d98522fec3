"""Papers of a case: rows about them here, their bytes under their hash in the file store."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.casework.models.cases import Case
from app.database import UtcDateTime, db


class DocumentOrigin(StrEnum):
    APPLICANT = "applicant"  # 申请人提交
    OFFICE = "office"  # 机关材料
    LETTER = "letter"  # 制发文书
    ATTACHMENT = "attachment"  # 答复附件
    PROOF = "proof"  # 送达、收件凭证
    ASKED = "asked"  # 被征求意见的一方提交


class FileFault(StrEnum):
    MISSING = "missing"
    DAMAGED = "damaged"
    UNREADABLE = "unreadable"


class StoredFile(db.Model):
    """Bytes by content: one row per SHA-256. `fault`: what was wrong when the bytes were last looked at, or nothing."""

    __tablename__ = "stored_file"
    __table_args__ = (
        Index(
            "ix_stored_file_faulty",
            "fault",
            sqlite_where=text("fault <> ''"),
            postgresql_where=text("fault <> ''"),
        ),
    )

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int]
    media_type: Mapped[str] = mapped_column(String(120))
    has_active_content: Mapped[bool] = mapped_column(default=False)
    stored_at: Mapped[datetime] = mapped_column(UtcDateTime)
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    fault: Mapped[str] = mapped_column(String(10), default="", server_default="")


class FileReading(db.Model):
    """What a stored file says, as it was read when it came in: `quarantine.readings`. One row per content."""

    __tablename__ = "file_reading"

    hash: Mapped[str] = mapped_column(ForeignKey("stored_file.hash"), primary_key=True)
    paragraphs: Mapped[list[str]] = mapped_column(JSON)
    pages: Mapped[int | None]
    faults: Mapped[list[str]] = mapped_column(JSON, default=list)
    without_text: Mapped[list[int]] = mapped_column(JSON, default=list)
    width: Mapped[int | None]
    height: Mapped[int | None]
    read_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Document(db.Model):
    """A paper in a case file: who brought it, what it is called, which bytes it has."""

    __tablename__ = "document"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"), index=True)
    origin: Mapped[str] = mapped_column(String(20))
    purpose: Mapped[str] = mapped_column(String(40), default="")
    title: Mapped[str] = mapped_column(String(200))
    filename: Mapped[str] = mapped_column(String(200))
    file_hash: Mapped[str] = mapped_column(ForeignKey("stored_file.hash"), index=True)
    is_visible_to_applicant: Mapped[bool] = mapped_column(default=False)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    added_by: Mapped[str] = mapped_column(String(80))

    case: Mapped[Case] = relationship(viewonly=True)
    file: Mapped[StoredFile] = relationship()
