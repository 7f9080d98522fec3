"""A department that is asked to co-sign (会签部门): chosen at first, or added while others are signing."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import UtcDateTime, db
from app.office.models import OrgUnit


class CoSigner(db.Model):
    """`why`: of one that was added. `excused_at`: it was abolished, and nobody answers for it any more."""

    __tablename__ = "policy_co_signer"

    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"), primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    why: Mapped[str] = mapped_column(String(300), default="")
    excused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    excused_why: Mapped[str] = mapped_column(String(300), default="")

    unit: Mapped[OrgUnit] = relationship()
