"""What the portal keeps for an applicant: the application being written, and who may follow a request."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import UtcDateTime, db


class ApplicationDraft(db.Model):
    """An application that is being filled in, known to one browser by a random name; only its hash is kept.

    What was typed and the list of files are sealed as one text. After submission they are wiped; number and
    form key stay, so that the receipt can be shown again to the same browser for half an hour.
    """

    __tablename__ = "application_draft"
    __table_args__ = (Index("ix_application_draft_browser_submitted_at", "browser", "submitted_at"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    browser: Mapped[str] = mapped_column(String(64))
    form_key: Mapped[str] = mapped_column(String(64))
    contents_sealed: Mapped[str] = mapped_column(Text, default="")
    contents_index: Mapped[str] = mapped_column(String(64), default="")
    size: Mapped[int] = mapped_column(default=0)  # bytes of text and files together
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    number: Mapped[str] = mapped_column(String(40), default="")
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ApplicantGrant(db.Model):
    """After a right query code: this browser may see this request for a while. Signing out deletes it."""

    __tablename__ = "applicant_grant"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"), primary_key=True)
    granted_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
