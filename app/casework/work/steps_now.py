"""At which step open cases are, for lists: the titles of their open tasks."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import ColumnElement, Select, bindparam, or_, select

from app.casework.models import Case, WorkItem
from app.casework.work.boxes import STANDINGS, is_open
from app.database import columns_of, kept_statement
from app.office.reach import Reach

_of_cases = (
    select(WorkItem.case_id, WorkItem.title)
    .where(is_open, WorkItem.case_id.in_(bindparam("ids", expanding=True)))
    .distinct()
    .order_by(WorkItem.case_id, WorkItem.title)
)


def steps_of(case_ids: Iterable[int]) -> dict[int, str]:
    """Case → its steps, in one statement; a case without an open task is missing."""
    ids = list(case_ids)
    if not ids:
        return {}
    found: dict[int, list[str]] = defaultdict(list)
    for case_id, title in columns_of(_of_cases, {"ids": ids}):
        found[case_id].append(title)
    return {case_id: "、".join(titles) for case_id, titles in found.items()}


def is_at_step(title: str) -> ColumnElement[bool]:
    """The case has an open task of this title."""
    return Case.id.in_(select(WorkItem.case_id).where(is_open, WorkItem.title == title))


def titles_of_open(reach: Reach) -> list[str]:
    """The steps at which cases of these organs and units are now, for a filter."""
    return sorted(columns_of(_titles(reach)).scalars())


@kept_statement(STANDINGS)
def _titles(reach: Reach) -> Select[tuple[str]]:
    """Titles are few: of each, the first open task at these places is looked for and not all of them."""
    every = select(WorkItem.title).where(is_open).distinct().subquery()
    places = or_(Case.organ_id.in_(reach.organ_ids), Case.handling_unit_id.in_(reach.unit_ids))
    first = (
        select(WorkItem.case_id)
        .join(Case, Case.id == WorkItem.case_id)
        .where(is_open, WorkItem.title == every.c.title, places)
        .limit(1)
        .correlate(every)
        .scalar_subquery()
    )
    return select(every.c.title).where(first.is_not(None))
