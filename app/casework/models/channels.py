"""Postings (渠道发布): what is to stand on which channel, until when, and what proves that it does."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.casework.models.cases import Case
from app.casework.models.documents import Document
from app.database import UtcDateTime, db
from app.office.models import Person


class ChannelPosting(db.Model):
    """One thing of a case on one channel: open until somebody proves it (`posted_at`) or says why not (`why_not`).

    `about` tells several things of one case apart, as statement 1 and statement 2; `channel` is a value of
    `law.channels.PublicChannel`.
    """

    __tablename__ = "channel_posting"
    __table_args__ = (UniqueConstraint("case_id", "about", "channel"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"))
    about: Mapped[str] = mapped_column(String(60), default="")
    title: Mapped[str] = mapped_column(String(200), default="")
    channel: Mapped[str] = mapped_column(String(40))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    posted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    address: Mapped[str] = mapped_column(String(500), default="")
    why_not: Mapped[str] = mapped_column(String(300), default="")
    recorded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    case: Mapped[Case] = relationship(viewonly=True)
    recorded_by: Mapped[Person | None] = relationship(viewonly=True)
    photos: Mapped[list[Document]] = relationship(secondary="channel_photo", order_by=Document.id)

    @property
    def is_open(self) -> bool:
        return self.recorded_at is None


class ChannelPhoto(db.Model):
    """A photograph, screenshot or recording that proves a posting; a paper of the case."""

    __tablename__ = "channel_photo"

    posting_id: Mapped[int] = mapped_column(ForeignKey("channel_posting.id"), primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
