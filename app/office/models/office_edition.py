"""The edition of the office: which state of units, people, posts and what else administrators set is in force."""

from sqlalchemy import BigInteger, CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import db

THE_ONE = 1


class OfficeEdition(db.Model):
    """One row. Its number is drawn anew by every change (`app.office.edition`), never counted: a copy of a database
    would count to the same number with other people in it."""

    __tablename__ = "office_edition"
    __table_args__ = (CheckConstraint(f"id = {THE_ONE}", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(BigInteger)
