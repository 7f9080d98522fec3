"""What stands in public (公开内容): the entry, each wording that stood there, its files, topics and searched words."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import DDL, JSON, ForeignKey, Index, String, Text, UniqueConstraint, event, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.casework.models.cases import Case
from app.casework.models.documents import StoredFile
from app.database import UtcDateTime, db
from app.office.models import OrgUnit, Person


class Publication(db.Model):
    """An entry before the public. Heading, summary, number and language are those of its last wording.

    It stands from `from_at` until `until_at` (None: without end) unless withdrawn; nothing but time makes it appear.
    """

    __tablename__ = "publication"
    __table_args__ = (
        Index("ix_publication_kind_from_at", "kind", "from_at"),
        Index("ix_publication_organ_id_from_at", "organ_id", "from_at"),
        Index("uq_publication_standing", "case_id", "kind", "name", unique=True,
              sqlite_where=text("withdrawn_at IS NULL"), postgresql_where=text("withdrawn_at IS NULL")),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"))
    process: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(60), default="")  # tells several of one kind in a case apart
    organ_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    headline: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(Text, default="")
    document_number: Mapped[str] = mapped_column(String(80), default="")
    language: Mapped[str] = mapped_column(String(12))
    from_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    until_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_why: Mapped[str] = mapped_column(String(300), default="")
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("publication.id"), index=True)
    review_on: Mapped[date | None] = mapped_column(index=True)

    case: Mapped[Case] = relationship(viewonly=True)
    organ: Mapped[OrgUnit] = relationship(viewonly=True)
    published_by: Mapped[Person | None] = relationship(viewonly=True)
    supersedes: Mapped["Publication | None"] = relationship(remote_side=[id], viewonly=True)
    topic_rows: Mapped[list["PublicationTopic"]] = relationship(order_by="PublicationTopic.topic")
    texts: Mapped[list["PublicationText"]] = relationship(order_by="PublicationText.number")

    @property
    def topics(self) -> list[str]:
        return [row.topic for row in self.topic_rows]

    @property
    def text(self) -> "PublicationText":
        """The wording that stands."""
        return self.texts[-1]


class PublicationTopic(db.Model):
    """A subject (主题) under which the entry is found."""

    __tablename__ = "publication_topic"

    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id"), primary_key=True)
    topic: Mapped[str] = mapped_column(String(40), primary_key=True, index=True)


class PublicationText(db.Model):
    """One wording, byte for byte as it was approved. Never changed, never deleted: a correction adds the next.

    `signed_hash`: the signed text of the case that this is; None where nothing was signed.
    """

    __tablename__ = "publication_text"
    __table_args__ = (UniqueConstraint("publication_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    content_hash: Mapped[str] = mapped_column(String(64))
    signed_hash: Mapped[str | None] = mapped_column(String(64))
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(String(300), default="")  # 更正说明

    files: Mapped[list["PublicationFile"]] = relationship(order_by="PublicationFile.position")


class PublicationFile(db.Model):
    """A file that belongs to a wording; its bytes are in the file store."""

    __tablename__ = "publication_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    text_id: Mapped[int] = mapped_column(ForeignKey("publication_text.id"), index=True)
    position: Mapped[int]
    filename: Mapped[str] = mapped_column(String(200))
    file_hash: Mapped[str] = mapped_column(ForeignKey("stored_file.hash"), index=True)

    file: Mapped[StoredFile] = relationship()


class PublicationSearch(db.Model):
    """The words by which the public finds an entry, in one form (`casework.publications.words`).

    PostgreSQL finds by `grams` (GIN); SQLite keeps them in the full-text table `publication_grams` instead.
    """

    __tablename__ = "publication_search"
    __table_args__ = (Index("ix_publication_search_grams", "grams", postgresql_using="gin"),)

    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id"), primary_key=True)
    words: Mapped[str] = mapped_column(Text)
    grams: Mapped[list[str] | None] = mapped_column(ARRAY(Text).with_variant(Text, "sqlite"))


DROP_GRAMS = DDL("DROP TABLE IF EXISTS publication_grams").execute_if(dialect="sqlite")
event.listen(PublicationSearch.__table__, "before_drop", DROP_GRAMS)
