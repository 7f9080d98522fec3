"""How long a case file is kept (保管期限) and when it goes to the archive.

The office's own retention schedule, approved by the archives of its level, overrides the defaults
(档案法实施条例第十九条); the numbers are parameters and partly unchecked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.law.events import EventType
from app.law.parameters import Parameters

CONTESTS = frozenset({EventType.RECONSIDERATION_APPLIED, EventType.LITIGATION_FILED, EventType.REDO_ORDERED})
"""What makes a case one that led to reconsideration or litigation."""


@dataclass(frozen=True)
class Retention:
    """`years` of keeping, to the end of `until`; the file is due at the archive by `archive_by`."""

    years: int
    until: date
    archive_by: date
    title: str


def retention(closed_on: date, parameters: Parameters, *, contested: bool = False) -> Retention:
    """Ten years; thirty when the case led to reconsideration or litigation, or is otherwise important.

    Years are counted from the end of the year in which the case was closed.
    """
    years = parameters.value("retention_contested_years" if contested else "retention_ordinary_years")
    month, day = (int(part) for part in parameters.value("archive_due").split("-"))
    return Retention(
        years=years,
        until=kept_until(closed_on, years),
        archive_by=date(closed_on.year + 1, month, day),
        title=f"{years}年",
    )


def is_contested(happened: Iterable[EventType]) -> bool:
    """Whether reconsideration or litigation is among what happened to a case."""
    return not CONTESTS.isdisjoint(happened)


def kept_until(closed_on: date, years: int) -> date:
    """The last day of keeping: years are counted from the end of the year in which the case was closed."""
    return date(closed_on.year + years, 12, 31)
