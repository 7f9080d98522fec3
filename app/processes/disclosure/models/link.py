"""Two cases that belong together: the later one was opened because of the earlier one."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.casework.models import Case
from app.database import UtcDateTime, db


class CaseLink(db.Model):
    """Why the later case was opened (`relation`); `proceeding_root`: the proceeding that ordered it, if one did."""

    __tablename__ = "disclosure_link"

    later_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"), primary_key=True)
    earlier_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"), index=True)
    relation: Mapped[str] = mapped_column(String(20))
    proceeding_root: Mapped[int | None]
    reason: Mapped[str] = mapped_column(String(500), default="")
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)

    later: Mapped[Case] = relationship(foreign_keys=later_id, viewonly=True)
    earlier: Mapped[Case] = relationship(foreign_keys=earlier_id, viewonly=True)
