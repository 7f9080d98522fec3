"""来件 incoming post as the mail room (收发室) or the desk took it in, before it is a case."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.casework.models.cases import Case
from app.database import UtcDateTime, db
from app.office.models import OrgUnit, Person

IS_COUNTED = text("tracking_number <> '' AND set_aside_why = ''")


class IncomingPost(db.Model):
    """One letter, fax or paper that came. It waits until it is registered (`case_id`) or put aside with a reason.

    `way` is a value of `law.receipt.Channel`; `arrived_on` the day of signature, of coming in, of handing over.
    """

    __tablename__ = "incoming_post"
    __table_args__ = (
        Index("ix_incoming_post_waiting", "organ_id", "settled_at", "arrived_on"),
        Index(
            "uq_incoming_post_tracking_number", "organ_id", "tracking_number", unique=True,
            sqlite_where=IS_COUNTED, postgresql_where=IS_COUNTED,
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    organ_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    way: Mapped[str] = mapped_column(String(20))
    arrived_on: Mapped[date]
    tracking_number: Mapped[str] = mapped_column(String(40), default="")
    signed_by: Mapped[str] = mapped_column(String(60), default="")
    sender: Mapped[str] = mapped_column(String(120), default="")
    note: Mapped[str] = mapped_column(String(300), default="")
    logged_at: Mapped[datetime] = mapped_column(UtcDateTime)
    logged_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("office_case.id"), index=True)
    set_aside_why: Mapped[str] = mapped_column(String(300), default="")

    organ: Mapped[OrgUnit] = relationship(viewonly=True)
    logged_by: Mapped[Person | None] = relationship(viewonly=True)
    case: Mapped[Case | None] = relationship(viewonly=True)
