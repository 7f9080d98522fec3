"""What is handed over with the reply (答复附件): in its order, and part of the text that is signed."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.casework.models import Document
from app.database import UtcDateTime, db


class ReplyFile(db.Model):
    """A file of the case, or a paper copy that is described only (`document_id` is None).

    `pages` is None where they cannot be counted. `findings`: what was found in it that may have to be taken out, in
    words; `kept_why`: why it is handed over all the same, by the drafter. A row is never
    deleted: what was removed says who did it.
    """

    __tablename__ = "reply_file"
    __table_args__ = (UniqueConstraint("case_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("disclosure_request.case_id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    pages: Mapped[int | None]
    findings: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    kept_why: Mapped[str] = mapped_column(String(300), default="", server_default="")
    added_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    removed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    document: Mapped[Document | None] = relationship(lazy="joined")

    @property
    def is_undecided(self) -> bool:
        """Something was found, and nobody has said why it may go out."""
        return bool(self.findings) and not self.kept_why

    @property
    def is_paper(self) -> bool:
        return self.document_id is None
