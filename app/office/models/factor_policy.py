"""From which day the accounts of the three administrators need a second factor."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.database import UtcDateTime, db


class FactorPolicy(db.Model):
    """One decision; the last one counts. `obligatory_from` None: not obligatory."""

    __tablename__ = "factor_policy"

    id: Mapped[int] = mapped_column(primary_key=True)
    obligatory_from: Mapped[date | None]
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime)
