"""行政复议 and 行政诉讼 about a request, each entry whole: a row is never changed, a later one takes its place."""

from datetime import date, datetime

from sqlalchemy import Column, ForeignKey, String, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.casework.models import Document
from app.database import UtcDateTime, db
from app.office.models import Person

proceeding_paper = Table(
    "proceeding_paper",
    db.metadata,
    Column("record_id", ForeignKey("proceeding_record.id"), primary_key=True),
    Column("document_id", ForeignKey("document.id"), primary_key=True),
)


class ProceedingRecord(db.Model):
    """One state of one proceeding.

    `root` is the number of its first entry, `edition` counts the corrections of it (a ruling is none). `body` hears it;
    `told_on` is the day on which the organ heard of it. `ruling` is empty while it is pending; then `got_on` is the day
    on which the organ had the ruling, `party_got_on` the applicant; `effective_on` that on which a judgment took effect
    whose order counts from there. `redo_days` (of `redo_unit`) as ordered, or none.
    """

    __tablename__ = "proceeding_record"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"), index=True)
    number: Mapped[int]
    root: Mapped[int]
    edition: Mapped[int] = mapped_column(default=1)
    kind: Mapped[str] = mapped_column(String(40), index=True)
    body: Mapped[str] = mapped_column(String(60))
    docket: Mapped[str] = mapped_column(String(60), default="")
    applied_on: Mapped[date]
    told_on: Mapped[date]
    ruling: Mapped[str] = mapped_column(String(20), default="")
    ruling_number: Mapped[str] = mapped_column(String(60), default="")
    ruled_on: Mapped[date | None]
    got_on: Mapped[date | None]
    party_got_on: Mapped[date | None]
    effective_on: Mapped[date | None]
    redo_days: Mapped[int | None]
    redo_unit: Mapped[str] = mapped_column(String(12), default="")
    note: Mapped[str] = mapped_column(String(500), default="")
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("proceeding_record.id"), unique=True)
    why_corrected: Mapped[str] = mapped_column(String(300), default="")

    recorded_by: Mapped[Person | None] = relationship(viewonly=True)
    papers: Mapped[list[Document]] = relationship(secondary=proceeding_paper, order_by=Document.id)
