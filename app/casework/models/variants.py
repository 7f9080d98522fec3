"""An organ's own wording of a kind of letter (县市文书版本), from draft to withdrawal."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import UtcDateTime, db
from app.office.models import OrgUnit, Person


class VariantState(StrEnum):
    """How far a version is. Values are stored, so never renamed."""

    DRAFT = "draft"  # 草稿
    AWAITING = "awaiting"  # 待审定
    APPROVED = "approved"  # 已审定
    WITHDRAWN = "withdrawn"  # 已撤回


class LetterVariant(db.Model):
    """One version. From submission on its files never change; letters name the version they were made with.

    An approved version is used from `valid_from` until `valid_until` (the day a later version begins; None = no end).
    """

    __tablename__ = "letter_variant"
    __table_args__ = (UniqueConstraint("organ_id", "kind", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organ_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"), index=True)
    kind: Mapped[str] = mapped_column(String(60), index=True)
    number: Mapped[int]
    files: Mapped[dict[str, str]] = mapped_column(JSON)
    hash: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(12), default=VariantState.DRAFT)
    note: Mapped[str] = mapped_column(String(300), default="")
    written_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_why: Mapped[str] = mapped_column(String(300), default="")

    organ: Mapped[OrgUnit] = relationship(viewonly=True)
    written_by: Mapped[Person] = relationship(foreign_keys=[written_by_id], viewonly=True)
    approved_by: Mapped[Person | None] = relationship(foreign_keys=[approved_by_id], viewonly=True)

    def is_in_force(self, on: date) -> bool:
        """Whether letters issued on this day use it."""
        return (
            self.state == VariantState.APPROVED
            and self.valid_from is not None
            and self.valid_from <= on
            and (self.valid_until is None or on < self.valid_until)
        )
