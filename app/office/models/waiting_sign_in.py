"""A sign-in with the right password that waits for its code."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import UtcDateTime, db
from app.office.models.person import Person


class WaitingSignIn(db.Model):
    """No session: it opens nothing but the page that asks for the code. Its browser holds a token, here is the hash.

    `password_mark`: of the password that was given; with another one it is over.
    """

    __tablename__ = "waiting_sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    password_mark: Mapped[str] = mapped_column(String(64))
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)

    person: Mapped[Person] = relationship()
