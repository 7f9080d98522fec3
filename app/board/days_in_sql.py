"""Days inside a statement, where SQLite and PostgreSQL differ. As the triggers reckon (revision 0107)."""

from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, Interval, String, case, cast, func, literal_column

from app.casework.models.closings import BEYOND, DAYS_UP_TO
from app.database import is_sqlite


def days_between(first: Any, last: Any) -> ColumnElement[int]:
    """Days from one day to another."""
    if is_sqlite():
        return cast(func.julianday(last) - func.julianday(first), Integer)
    found: ColumnElement[int] = last - first
    return found


def band_of_days(first: Any, last: Any) -> ColumnElement[int]:
    """The band (`ClosedByDuration.up_to`) of the days from one to the other, in the very words of the index of cases by
    bands (revision 0144): a database finds an index of what is reckoned by its words, and bound values are none."""
    days = days_between(first, last)
    *limits, beyond = (literal_column(str(up_to), Integer) for up_to in (*DAYS_UP_TO, BEYOND))
    return case(*((days <= limit, limit) for limit in limits), else_=beyond)


def office_date(instant: Any) -> ColumnElement[Any]:
    """The office day on which an instant lies."""
    if is_sqlite():
        return func.date(instant, "+8 hours", type_=String())
    return cast(func.timezone(literal_column("INTERVAL '08:00'", Interval()), instant), Date)
