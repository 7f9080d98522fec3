"""督办单: a supervisor asks in writing what becomes of a case, and by when it is to be answered."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.casework.models.cases import Case
from app.database import UtcDateTime, db
from app.office.models import OrgUnit, Person

NOT_ANSWERED = text("answered_at IS NULL")
LOOKED_AT = text("look_at IS NOT NULL")
ORDER = "supervision_order"
"""The kind of alerts that are raised of an order; their `key` is its id."""


class SupervisionOrder(db.Model):
    """One order with its letter. At most one of a case waits for its answer; one that was sent back waits again.

    `issuer_id`: the organ that issued it; `returned`: why the last answer was sent back. `look_at`: the first instant
    of which no reminder is raised yet; None: there is none to come.
    """

    __tablename__ = "supervision_order"
    __table_args__ = (
        Index(
            "uq_supervision_order_waiting", "case_id", unique=True, sqlite_where=NOT_ANSWERED,
            postgresql_where=NOT_ANSWERED,
        ),
        Index("ix_supervision_order_look_at", "look_at", sqlite_where=LOOKED_AT, postgresql_where=LOOKED_AT),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"), index=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("issued_letter.id"))
    number: Mapped[str] = mapped_column(String(80), unique=True)
    issuer_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    matter: Mapped[str] = mapped_column(String(500))
    answer_by: Mapped[date]
    answer: Mapped[str] = mapped_column(String(1000), default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    returned: Mapped[str] = mapped_column(String(300), default="")
    look_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    case: Mapped[Case] = relationship(viewonly=True)
    unit: Mapped[OrgUnit] = relationship(foreign_keys=[unit_id])
    issued_by: Mapped[Person | None] = relationship(foreign_keys=[issued_by_id], viewonly=True)
    answered_by: Mapped[Person | None] = relationship(foreign_keys=[answered_by_id], viewonly=True)

    def is_late(self, today: date) -> bool:
        """Not answered, and its day is over."""
        return self.answered_at is None and today > self.answer_by
