"""Days between which nothing of the office changes: what was worked out for one of them holds for all.

Units, posts and absences hold from a day and until a day. Between two such days the same people stand for the same
work, so it is worked out once for all of them and not anew every morning.
"""

from bisect import bisect_right
from collections.abc import Callable, Hashable
from datetime import date, timedelta
from typing import TypeVar

from sqlalchemy import CompoundSelect, literal, select, union

from app.database import db
from app.office.edition import kept
from app.office.models import Absence, Appointment, OrgUnit

Value = TypeVar("Value")
ON_THE_DAY, ON_THE_NEXT = 0, 1
_bounds: CompoundSelect[tuple[date | None, int]] = union(
    *(
        select(column, literal(ON_THE_DAY))
        for model in (Appointment, OrgUnit)
        for column in (model.valid_from, model.valid_until)
    ),
    select(Absence.first_day, literal(ON_THE_DAY)),
    select(Absence.last_day, literal(ON_THE_NEXT)),
)


def kept_while_unchanged(key: tuple[Hashable, ...], on: date, read: Callable[[], Value]) -> Value:
    """`edition.kept` for what the day decides through units, posts and absences alone: kept for its whole stretch."""
    return kept((*key, "stretch", _stretch_of(on)), read)


def _stretch_of(on: date) -> int:
    """The number of the stretch in which the day (of office time) lies."""
    return bisect_right(kept(("days of change",), _read_days_of_change), on)


def _read_days_of_change() -> tuple[date, ...]:
    """Each first day on which something holds, or does not hold any more, in order."""
    found = db.session.execute(_bounds)
    return tuple(sorted({day + timedelta(days=later) for day, later in found if day is not None}))
