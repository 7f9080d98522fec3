"""How an organ has its reminders, and who was told of which."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.casework.models.clocks import Alert
from app.database import UtcDateTime, db
from app.office.models import OrgUnit

STANDING = text("read_at IS NULL AND over_at IS NULL")


class AlertPlan(db.Model):
    """The ladder of one organ for one kind of clock, or (`kind` empty) for all of its kinds; see terms.ladder.

    Lists of numbers are kept with commas, times of day as 22:00; empty `quiet_from`: no quiet hours.
    """

    __tablename__ = "alert_plan"
    __table_args__ = (UniqueConstraint("organ_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organ_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    kind: Mapped[str] = mapped_column(String(40), default="")
    ahead_days: Mapped[str] = mapped_column(String(60))
    ahead_hours: Mapped[str] = mapped_column(String(60))
    head_from: Mapped[int]
    leader_from: Mapped[int]
    supervisor_from: Mapped[int]
    after: Mapped[int] = mapped_column("after_days")
    pause: Mapped[int] = mapped_column("pause_days")
    quiet_from: Mapped[str] = mapped_column(String(5), default="")
    quiet_until: Mapped[str] = mapped_column(String(5), default="")

    organ: Mapped[OrgUnit] = relationship(viewonly=True)


class AlertNotice(db.Model):
    """One person told of one alert, as whom. It stands on their desk until `read_at`, or until the alert is over.

    `due_on` is the day of the alert, by which a desk shows what it was told.
    `over_at`: since when it is known to stand on no desk any more, because its case has ended; nobody has read it.
    """

    __tablename__ = "alert_notice"
    __table_args__ = (
        UniqueConstraint("alert_id", "person_id"),
        Index(
            "ix_alert_notice_standing",
            "person_id",
            "due_on",
            sqlite_where=STANDING,
            postgresql_where=STANDING,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    alert_id: Mapped[int] = mapped_column(ForeignKey("deadline_alert.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    level: Mapped[str] = mapped_column(String(12))
    due_on: Mapped[date]
    told_at: Mapped[datetime] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    over_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    alert: Mapped[Alert] = relationship(viewonly=True)
