"""What holds from one day until another."""

from datetime import date

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import Mapped, mapped_column


class Dated:
    """Holds on `valid_from` and after, no longer on `valid_until`; None = no end in sight. Office days."""

    valid_from: Mapped[date]
    valid_until: Mapped[date | None] = mapped_column(default=None)

    def is_valid_on(self, on: date) -> bool:
        """Whether it holds on this day."""
        return self.valid_from <= on and (self.valid_until is None or on < self.valid_until)

    @classmethod
    def valid_on(cls, on: date | ColumnElement[date]) -> ColumnElement[bool]:
        """The same as a condition for a query."""
        return and_(cls.valid_from <= on, or_(cls.valid_until.is_(None), cls.valid_until > on))
