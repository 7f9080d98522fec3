"""The lists of the board. A figure and its list use the same condition, so their numbers agree."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, not_, or_, select
from sqlalchemy.orm import joinedload

from app.casework.models import Case, WorkItem
from app.casework.models.work import WorkItemStatus
from app.casework.terms.moments import settled_so
from app.casework.work import supervision
from app.casework.work.inbox import Page, paged
from app.law.clock import ClockState
from app.office.models import OrgUnit

UPCOMING, CALM, LATE_DONE, ANSWERED, PUNCTUAL = "upcoming", "calm", "late_done", "answered", "punctual"
LISTS: Mapping[str, str] = {
    **supervision.LISTS, UPCOMING: "即将逾期", CALM: "未临近期限", LATE_DONE: "逾期已办", ANSWERED: "已答复办结",
    PUNCTUAL: "按期办结",
}  # fmt: skip
CLOSED_LISTS = frozenset({LATE_DONE, ANSWERED, PUNCTUAL})
NOBODY = "none"


@dataclass(frozen=True)
class Wanted:
    """Which list, and what it is narrowed to; kept in the page's address."""

    name: str = "open"
    organ: str = ""
    person: str = ""  # id, or "none" for what nobody has taken
    month: str = ""  # 2026-03, for closed cases

    @classmethod
    def from_address(cls, values: Mapping[str, str]) -> "Wanted":
        """What the address asks for; what it cannot mean is left out."""
        name, person = values.get("list", "open"), values.get("person", "")
        return cls(
            name if name in LISTS else "open",
            values.get("organ", "")[:40],
            person if person == NOBODY or (person.isdecimal() and len(person) < 10) else "",
            values.get("month", "") if first_day(values.get("month", "")) else "",
        )

    def address(self, **changes: str) -> dict[str, Any]:
        """The parameters of the address of this list, or of one that differs."""
        one = replace(self, **changes)
        found = {"list": one.name, "organ": one.organ, "person": one.person, "month": one.month}
        return {name: value for name, value in found.items() if value}


def cases(organ_ids: set[int], wanted: Wanted, now: datetime, page: int) -> Page:
    """The cases of a list: open ones by nearest due moment, closed ones latest first."""
    query = (
        select(Case)
        .join(Case.organ)
        .where(Case.organ_id.in_(organ_ids), condition(wanted.name, now), *_narrowing(wanted))
        .options(joinedload(Case.organ), joinedload(Case.handling_unit))
    )
    if wanted.name in CLOSED_LISTS:
        return paged(query, page, Case.closed_on.desc(), Case.id.desc())
    return paged(query, page, *supervision.NEAREST_FIRST)


def condition(name: str, now: datetime) -> ColumnElement[bool]:
    """The cases of a list, wherever."""
    if name == UPCOMING:
        return supervision.condition("today", now) | supervision.condition("soon", now)
    if name == CALM:
        marked = [supervision.condition(other, now) for other in ("overdue", "today", "soon", "paused")]
        return and_(supervision.condition("open", now), not_(or_(*marked)))
    if name == LATE_DONE:
        return settled_so(ClockState.MISSED)
    if name == ANSWERED:
        return and_(Case.closed_on.is_not(None), settled_so(ClockState.MET) | settled_so(ClockState.MISSED))
    if name == PUNCTUAL:
        met, missed = settled_so(ClockState.MET), settled_so(ClockState.MISSED)
        return and_(Case.closed_on.is_not(None), met, ~missed)
    return supervision.condition(name, now)


def in_hand_of(person: str) -> ColumnElement[bool]:
    """The case has an open work item that this person has taken, or that nobody has."""
    whose = WorkItem.assignee_id.is_(None) if person == NOBODY else WorkItem.assignee_id == int(person)
    return exists().where(WorkItem.case_id == Case.id, WorkItem.status == WorkItemStatus.OPEN, whose)


def _narrowing(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.organ:
        found.append(OrgUnit.code == wanted.organ)
    if wanted.person:
        found.append(in_hand_of(wanted.person))
    first = first_day(wanted.month)
    if first:
        found.append(and_(Case.closed_on >= first, Case.closed_on < following_month(first)))
    return found


def first_day(month: str) -> date | None:
    """2026-03 → its first day; None for anything else."""
    try:
        return date.fromisoformat(f"{month}-01") if len(month) == 7 else None
    except ValueError:
        return None


def following_month(first: date) -> date:
    """The first day of the next month."""
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)
