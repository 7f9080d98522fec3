"""How long the steps of cases took, by month. Kept by triggers of the database, whoever writes a work item."""

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import db


class StepInMonth(db.Model):
    """What one person completed of one step (node of the diagram) for one organ, in a month of office (2026-03).

    `seconds`: from the arrival of each to its end, added up, days off included; `late`: how many were completed after
    the day on which their case was due. The triggers are on `work_item`: a migration that copies that table on SQLite
    (batch_alter_table) loses them.
    """

    __tablename__ = "step_in_month"

    organ_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"), primary_key=True)
    process: Mapped[str] = mapped_column(String(40), primary_key=True)
    node: Mapped[str] = mapped_column(String(80), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    number: Mapped[int]
    seconds: Mapped[int] = mapped_column(BigInteger)
    late: Mapped[int]
