"""Where a case comes from that was taken over from an old ledger (台账)."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.casework.models.cases import Case
from app.database import UtcDateTime, db


class LedgerEntry(db.Model):
    """The row of the ledger as it stood: by the head of each column (`told`), and in which file and row.

    `source_hash` is that of the file, which is not kept. `number` is how the old ledger counted it: an organ has it
    once, so that the same file twice changes nothing.
    """

    __tablename__ = "ledger_entry"
    __table_args__ = (UniqueConstraint("organ_id", "process", "number", name="uq_ledger_entry_number"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"), primary_key=True)
    organ_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    process: Mapped[str] = mapped_column(String(40))
    number: Mapped[str] = mapped_column(String(60))
    told: Mapped[dict[str, str]] = mapped_column(JSON)
    filename: Mapped[str] = mapped_column(String(200))
    source_hash: Mapped[str] = mapped_column(String(64))
    sheet: Mapped[str] = mapped_column(String(60))
    row: Mapped[int]
    taken_over_at: Mapped[datetime] = mapped_column(UtcDateTime)

    case: Mapped[Case] = relationship(viewonly=True)
