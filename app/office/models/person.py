"""A person of the office."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import UtcDateTime, db
from app.office.models.appointment import Appointment


class Person(db.Model):
    """A human who signs in. Never deleted: not `is_active` after leaving. Appointments say the rest."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(60), unique=True)  # kept in lower case
    name: Mapped[str] = mapped_column(String(60))
    telephone: Mapped[str] = mapped_column(String(40), default="")  # of the office
    email: Mapped[str] = mapped_column(String(120), default="")
    is_active: Mapped[bool] = mapped_column(default=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))  # None: cannot sign in with a password
    password_changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    must_change_password: Mapped[bool] = mapped_column(default=True)

    appointments: Mapped[list[Appointment]] = relationship(
        back_populates="person", order_by=[Appointment.valid_from, Appointment.id]
    )

    def __repr__(self) -> str:
        return f"<Person {self.login}>"
