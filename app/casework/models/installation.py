"""Which keys this database belongs to."""

from datetime import datetime

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from app.database import UtcDateTime, db

THE_ONE = 1


class Installation(db.Model):
    """One row: a check value of each key that the data depend on (`app.office.key_checks`), never the keys."""

    __tablename__ = "installation"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key_checks: Mapped[dict[str, str]] = mapped_column(JSON)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
