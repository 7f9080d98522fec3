"""The annual report (年度报告) of an organ, what was entered by hand, and what a reviewer found."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import UtcDateTime, db
from app.office.models import OrgUnit, Person


class ReportState(StrEnum):
    """How far a report is. Values are stored, so never renamed."""

    COLLECTING = "collecting"  # 汇集中
    SIGNED = "signed"  # 已签批
    HANDED_IN = "handed_in"  # 已报送
    RETURNED = "returned"  # 已退回
    FROZEN = "frozen"  # 已定稿
    PUBLISHED = "published"  # 已公布


REPORT_STATE_WORDS = {
    ReportState.COLLECTING: "汇集中", ReportState.SIGNED: "已签批", ReportState.HANDED_IN: "已报送",
    ReportState.RETURNED: "已退回", ReportState.FROZEN: "已定稿", ReportState.PUBLISHED: "已公布",
}  # fmt: skip


class Covers(StrEnum):
    """Whose numbers a report has. Values are stored, so never renamed."""

    OWN = "own"  # 本机关
    ALL = "all"  # 本级和所属各机关汇总


COVERS_WORDS = {Covers.OWN: "本机关", Covers.ALL: "本级汇总"}


class AnnualReport(db.Model):
    """One version of the report of an organ about a year.

    `edition` grows with every change, so that nobody signs or freezes what was not seen. `texts`: part → text. `cells`:
    the tables as they were signed, empty before; `fee`: 信息处理费 in yuan with them. `correction`: why a published
    report was made anew, empty for the first version; `replaced_by_id` of the older one. `returned`: how often.
    """

    __tablename__ = "annual_report"
    __table_args__ = (
        UniqueConstraint("organ_id", "year", "covers", "version"),
        CheckConstraint("version >= 1", name="version_counts_from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organ_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"), index=True)
    year: Mapped[int] = mapped_column(index=True)
    covers: Mapped[str] = mapped_column(String(4))
    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(String(12), default=ReportState.COLLECTING)
    edition: Mapped[int] = mapped_column(default=1)
    texts: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    cells: Mapped[dict[str, str | None]] = mapped_column(JSON, default=dict)
    fee: Mapped[str] = mapped_column(String(20), default="")
    returned: Mapped[int] = mapped_column(default=0)
    correction: Mapped[str] = mapped_column(Text, default="")
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    signed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    handed_in_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    frozen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    frozen_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("annual_report.id"))

    organ: Mapped[OrgUnit] = relationship()
    signed_by: Mapped[Person | None] = relationship(foreign_keys=signed_by_id, viewonly=True)
    frozen_by: Mapped[Person | None] = relationship(foreign_keys=frozen_by_id, viewonly=True)
    entries: Mapped[list["AnnualEntry"]] = relationship(order_by="AnnualEntry.id")
    findings: Mapped[list["AnnualFinding"]] = relationship(order_by="AnnualFinding.id")

    @property
    def unit_ids(self) -> set[int]:
        """For permissions: it lies at its organ."""
        return {self.organ_id}

    @property
    def state_words(self) -> str:
        return REPORT_STATE_WORDS[ReportState(self.state)]

    @property
    def covers_words(self) -> str:
        return COVERS_WORDS[Covers(self.covers)]


class AnnualEntry(db.Model):
    """A cell that somebody entered; the newest of a cell counts, no row is changed. `value`: digits, “/” or None."""

    __tablename__ = "annual_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("annual_report.id"), index=True)
    cell: Mapped[str] = mapped_column(String(80))
    value: Mapped[str | None] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(300), default="")
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)

    entered_by: Mapped[Person | None] = relationship(viewonly=True)


class AnnualFinding(db.Model):
    """What a reviewer wants changed, numbered through all rounds of a report."""

    __tablename__ = "annual_finding"
    __table_args__ = (UniqueConstraint("report_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("annual_report.id"), index=True)
    number: Mapped[int]
    round: Mapped[int]
    words: Mapped[str] = mapped_column(String(500))
    raised_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    raised_at: Mapped[datetime] = mapped_column(UtcDateTime)

    raised_by: Mapped[Person | None] = relationship(viewonly=True)
