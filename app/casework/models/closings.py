"""How many cases were closed in a month, in time and late. Kept by triggers of the database, whoever writes a case."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import db


class ClosedInMonth(db.Model):
    """One organ's closed cases of one process whose reply clock ended so (`Case.reply_state`), in a month (2026-03).

    A board of years adds up some hundred of these rows and counts no case. The triggers are on `office_case`: a
    migration that copies that table on SQLite (batch_alter_table) loses them, which a test finds.
    """

    __tablename__ = "closed_in_month"

    organ_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"), primary_key=True)
    process: Mapped[str] = mapped_column(String(40), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    reply_state: Mapped[str] = mapped_column(String(8), primary_key=True)
    number: Mapped[int]


class ClosedByDuration(db.Model):
    """The same cases by how many days passed from their receipt to their closing: at most `up_to` of them.

    `up_to`: one of `DAYS_UP_TO`, or `BEYOND` for more than the last. Cases without a day of receipt are not in it.
    """

    __tablename__ = "closed_by_duration"

    organ_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"), primary_key=True)
    process: Mapped[str] = mapped_column(String(40), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    up_to: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]


DAYS_UP_TO, BEYOND = (5, 10, 20, 30, 60), 9999
"""The bands of `ClosedByDuration`, as the triggers count them."""
