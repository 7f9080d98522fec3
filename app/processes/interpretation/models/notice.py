"""A quarterly notice (季度通报): which quarter of which organ, and what it says."""

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.casework.models import Case
from app.database import db
from app.law.policy_material import Quarter


class CheckNotice(db.Model):
    """One notice; a quarter is told once. `sections`: heading → paragraphs, as they were when it was handed in."""

    __tablename__ = "policy_check_notice"
    __table_args__ = (UniqueConstraint("organ_id", "year", "quarter"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"), primary_key=True)
    organ_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    year: Mapped[int]
    quarter: Mapped[int]
    sections: Mapped[dict[str, list[str]]] = mapped_column(JSON, default=dict)
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("issued_letter.id"))

    case: Mapped[Case] = relationship(viewonly=True)

    @property
    def about(self) -> Quarter:
        """The quarter that it is about."""
        return Quarter(self.year, self.quarter)
