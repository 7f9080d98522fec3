"""A policy package (成套文件): document, plan and material of one case."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.casework.models import Case
from app.database import UtcDateTime, db


class PolicyPackage(db.Model):
    """What is recorded of a package beside its texts, which are versions of the case's slots.

    `material_title`: under which the explaining text goes out; the title of the document is that of the case.
    `elements`: element → the passage that answers it, or 不涉及. `missing_at_first`: what lacked when it was first
    sent in, as the quarterly check asks. `planned_at`: the hour at which document and material appear together.
    """

    __tablename__ = "policy_package"

    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), default="")
    openness: Mapped[str] = mapped_column(String(12), default="")
    openness_reason: Mapped[str] = mapped_column(String(500), default="")
    openness_clause: Mapped[str] = mapped_column(String(4), default="")
    road: Mapped[str] = mapped_column(String(12), default="")
    exempt_reason: Mapped[str] = mapped_column(String(500), default="")
    goes_to_meeting: Mapped[bool] = mapped_column(default=False)
    co_signing: Mapped[str] = mapped_column(String(12), default="no")

    first_interpreter: Mapped[str] = mapped_column(String(60), default="")
    interpreter_post: Mapped[str] = mapped_column(String(60), default="")
    outline: Mapped[str] = mapped_column(Text, default="")
    planned_on: Mapped[date | None]
    channels: Mapped[list[str]] = mapped_column(JSON, default=list)
    forms: Mapped[list[str]] = mapped_column(JSON, default=list)
    contact: Mapped[str] = mapped_column(String(60), default="")
    contact_telephone: Mapped[str] = mapped_column(String(40), default="")
    material_title: Mapped[str] = mapped_column(String(180), default="", server_default="")
    elements: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    sent_in_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    missing_at_first: Mapped[list[str]] = mapped_column(JSON, default=list)
    after_reminder: Mapped[bool] = mapped_column(default=False)
    organised_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    document_number: Mapped[str] = mapped_column(String(80), default="")
    numbered_on: Mapped[date | None]
    planned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_why: Mapped[str] = mapped_column(String(300), default="")

    case: Mapped[Case] = relationship(viewonly=True)
