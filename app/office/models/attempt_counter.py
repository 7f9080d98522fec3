"""How often something was tried of late: passwords, query codes, anonymous sendings."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import UtcDateTime, db


class AttemptCounter(db.Model):
    """A counter that every web process sees. Keys are hashes: people type passwords as logins.

    `about` is the hash of the login or number that was tried; empty for counters of an address alone.
    """

    __tablename__ = "attempt_counter"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    about: Mapped[str] = mapped_column(String(64), default="", index=True)
    count: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    useless_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
