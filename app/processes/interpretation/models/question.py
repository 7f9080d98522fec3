"""A question (读者提问) about what stands in public, and its answer. Nothing is kept of who asked."""

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.casework.models import Case, Publication
from app.database import db


class PolicyQuestion(db.Model):
    """One question; `answer_id` is the published answer."""

    __tablename__ = "policy_question"

    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"), primary_key=True)
    package_case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"), index=True)
    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id"))
    question: Mapped[str] = mapped_column(String(500))
    answer: Mapped[str] = mapped_column(Text, default="")
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("publication.id"))

    case: Mapped[Case] = relationship(foreign_keys=[case_id], viewonly=True)
    publication: Mapped[Publication] = relationship(foreign_keys=[publication_id], viewonly=True)
