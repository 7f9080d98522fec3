"""检索记录: each search for a request, by whichever unit, with its papers. A row is never changed."""

from datetime import date, datetime

from sqlalchemy import Column, ForeignKey, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.casework.models import Document
from app.database import UtcDateTime, db
from app.office.models import OrgUnit, Person

search_paper = Table(
    "search_paper",
    db.metadata,
    Column("search_id", ForeignKey("search_record.id"), primary_key=True),
    Column("document_id", ForeignKey("document.id"), primary_key=True),
)


class SearchRecord(db.Model):
    """Where and how was searched, and with what result: the proof of 信息不存在 (条例第三十六条第四项).

    `unit_id` searched, `searched_by_id` entered it. `corrects_id` is the entry that this one takes the place of, for
    the reason in `why_corrected`. `finding` is empty in rows of earlier releases.
    """

    __tablename__ = "search_record"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"), index=True)
    number: Mapped[int]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("org_unit.id"))
    scope: Mapped[str] = mapped_column(Text)
    method: Mapped[str] = mapped_column(Text)
    keywords: Mapped[str] = mapped_column(String(300))
    persons_asked: Mapped[str] = mapped_column(String(300), default="")
    finding: Mapped[str] = mapped_column(String(10), default="")
    result: Mapped[str] = mapped_column(Text)
    began_on: Mapped[date | None]
    searched_on: Mapped[date]
    searched_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("search_record.id"), unique=True)
    why_corrected: Mapped[str] = mapped_column(String(300), default="")

    unit: Mapped[OrgUnit | None] = relationship()
    searched_by: Mapped[Person | None] = relationship(viewonly=True)
    corrects: Mapped["SearchRecord | None"] = relationship(remote_side=[id], viewonly=True)
    papers: Mapped[list[Document]] = relationship(secondary=search_paper, order_by=Document.id)
