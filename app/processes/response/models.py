"""Tables of 回应关切: a concern, and its statements 1 to n. Words of stored values stand in `app.law.concerns`."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.casework.models import Case, Document, Publication
from app.database import UtcDateTime, db
from app.law.concerns import StatementKind
from app.office.models import Person


class Concern(db.Model):
    """A public concern. `captured_at`: when the link or copy was taken; the copies are papers of the case, by hash.

    `judgement` is empty until it was judged; `conference_…` is what became of the press conference, if one is due.
    `passed_…`: to whom it was passed on and when, by the letter `referral_id`.
    """

    __tablename__ = "concern"

    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"), primary_key=True)
    source: Mapped[str] = mapped_column(String(20))
    link: Mapped[str] = mapped_column(String(500), default="")
    captured_at: Mapped[datetime] = mapped_column(UtcDateTime)
    detail: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(20))
    policy: Mapped[str] = mapped_column(String(200), default="")
    place: Mapped[str] = mapped_column(String(200))
    happened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    appeared_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    known_at: Mapped[datetime] = mapped_column(UtcDateTime)
    is_emergency: Mapped[bool]
    raises_opinion: Mapped[bool]
    level: Mapped[str] = mapped_column(String(20))
    level_reason: Mapped[str] = mapped_column(Text)
    judgement: Mapped[str] = mapped_column(String(12), default="")
    judgement_reason: Mapped[str] = mapped_column(Text, default="")
    judged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    judged_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    co_unit_ids: Mapped[list[int]] = mapped_column(JSON, default=list)
    spokesman: Mapped[str] = mapped_column(String(60), default="")
    passed_to: Mapped[str] = mapped_column(String(12), default="")
    passed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    passed_receiver: Mapped[str] = mapped_column(String(120), default="")
    referral_request: Mapped[str] = mapped_column(Text, default="", server_default="")
    referral_id: Mapped[int | None] = mapped_column(ForeignKey("issued_letter.id"))
    conference_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    conference_place: Mapped[str] = mapped_column(String(120), default="")
    conference_why_not: Mapped[str] = mapped_column(String(300), default="")
    evaluated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    evaluation: Mapped[str] = mapped_column(Text, default="")
    adopted: Mapped[int] = mapped_column(default=0)
    adopted_words: Mapped[str] = mapped_column(Text, default="")
    complaints_after: Mapped[int] = mapped_column(default=0)

    case: Mapped[Case] = relationship(viewonly=True)
    judged_by: Mapped[Person | None] = relationship()


class Statement(db.Model):
    """A statement of a case, numbered from 1. It is being worked on until `published_at`.

    `oral_…`: who approved it by voice, when and how (`oral_hash`: the very text); `paper_…`: the paper that followed.
    """

    __tablename__ = "concern_statement"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(12))
    headline: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    is_emergency_path: Mapped[bool] = mapped_column(default=False)
    urgent_reason: Mapped[str] = mapped_column(String(300), default="")
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("concern_statement.id"))
    channels: Mapped[list[str]] = mapped_column(JSON, default=list)
    drafted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    oral_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    oral_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    oral_how: Mapped[str] = mapped_column(String(12), default="")
    oral_note: Mapped[str] = mapped_column(String(300), default="")
    oral_hash: Mapped[str] = mapped_column(String(64), default="")
    paper_signed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    paper_document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    publication_id: Mapped[int | None] = mapped_column(ForeignKey("publication.id"))

    case: Mapped[Case] = relationship(viewonly=True)
    corrects: Mapped["Statement | None"] = relationship(remote_side=[id], viewonly=True)
    oral_by: Mapped[Person | None] = relationship(viewonly=True)
    paper: Mapped[Document | None] = relationship(viewonly=True)
    publication: Mapped[Publication | None] = relationship(viewonly=True)

    @property
    def slot(self) -> str:
        """The name of its text among the texts of the case."""
        return f"statement_{self.number}"

    @property
    def in_substance(self) -> str:
        """Its kind; of a correction, the kind of what it puts right."""
        one: Statement = self
        while one.kind == StatementKind.CORRECTION and one.corrects is not None:
            one = one.corrects
        return one.kind

    @property
    def stands(self) -> bool:
        """The public may read it: published, and not withdrawn."""
        return self.publication is not None and self.publication.withdrawn_at is None

    @property
    def lacks_paper(self) -> bool:
        """Approved by voice, and no paper has followed yet."""
        return self.oral_at is not None and self.paper_document_id is None
