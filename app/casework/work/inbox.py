"""Boxes of open work: mine, pool; and the figures on top. Plain SQL over projections; 已办 is in `done`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, false, func, or_, select
from sqlalchemy.orm import joinedload

from app.casework.acts.once import once_in_reading
from app.casework.models import Case, CaseCopy, Consultation, WorkItem
from app.casework.search.asking import contains
from app.casework.terms.moments import NOW, STANDING_STILL, Asked, Phase, at, cases_in
from app.casework.work.asked import waits_for
from app.casework.work.boxes import STANDINGS, in_my_boxes, is_in_my_pool, is_mine, is_open, people_of
from app.casework.work.listed import listed_items
from app.casework.work.paging import Page, paged
from app.database import db
from app.office.standing import Standing

NEAREST_FIRST = (WorkItem.due_on.is_(None), WorkItem.due_on, Case.due_at, WorkItem.created_at)
LIT_BY: Mapping[str, tuple[Phase, ...]] = {
    "overdue": (Phase.OVERDUE,), "today": (Phase.DUE_TODAY,), "soon": (Phase.DUE_SOON,), "paused": STANDING_STILL,
}  # fmt: skip

_open_of_case = (
    select(WorkItem)
    .where(WorkItem.case_id == bindparam("of_case"), is_open)
    .options(joinedload(WorkItem.assignee), joinedload(WorkItem.unit))
    .order_by(WorkItem.created_at)
)


@dataclass(frozen=True)
class Filter:
    """What a list is narrowed to; kept in the page's address."""

    process: str = ""
    node: str = ""
    words: str = ""
    received_from: date | None = None
    received_until: date | None = None
    lamp: str = ""  # overdue, today, soon, paused
    due_on: date | None = None
    forms: frozenset[str] | None = None

    @property
    def asks_of_the_case(self) -> bool:
        """Whether more than the work item itself must be looked at."""
        return bool(self.process or self.words or self.received_from or self.received_until or self.lamp)


@dataclass(frozen=True)
class Counters:
    """The figures on top of the inbox; each is a link to the list it counts.

    The lamps count what is in hand and what waits to be claimed: nobody's overdue task is everybody's. `copies`: 抄送
    that the person has not marked as read. `asked`: letters of consultation that wait for an answer of one's organs.
    """

    mine: int = 0
    pool: int = 0
    overdue: int = 0
    today: int = 0
    soon: int = 0
    paused: int = 0
    copies: int = 0
    asked: int = 0
    by_tab: dict[str, int] = field(default_factory=dict)


def narrowed(query: Select[Any], by: Filter, now: datetime) -> Select[Any]:
    """The query of work items, joined with their cases as far as that is needed, under these filters."""
    conditions: list[ColumnElement[bool]] = []
    if by.process:
        conditions.append(Case.process == by.process)
    if by.node:
        conditions.append(WorkItem.title == by.node)
    if by.words:
        conditions.append(contains(by.words))
    if by.received_from:
        conditions.append(Case.received_on >= by.received_from)
    if by.received_until:
        conditions.append(Case.received_on <= by.received_until)
    if by.lamp:
        conditions.append(lit(by.lamp, now))
    if by.forms is not None:
        conditions.append(WorkItem.form.in_(sorted(by.forms)))
    if by.due_on:
        conditions.append(WorkItem.due_on == by.due_on)
    return query.where(*conditions)


def lit(lamp: str, now: Asked) -> ColumnElement[bool]:
    """Cases that show this lamp; none for a word that is no lamp."""
    return or_(false(), *(cases_in(phase, now) for phase in LIT_BY.get(lamp, ())))


def list_open(
    standing: Standing,
    box: str,
    by: Filter,
    now: datetime,
    page: int = 1,
    total: int | None = None,
) -> Page:
    """The page of a box (mine, pool, all for both): nearest due moment first, cases without one last.

    `total`, where it is known.
    """
    query = narrowed(select(WorkItem).join(WorkItem.case).where(is_open, _of_box(standing, box)), by, now)
    return paged(query, page, *NEAREST_FIRST, read=listed_items, total=total, counts_along=True)


def _of_box(standing: Standing, box: str) -> ColumnElement[bool]:
    if box == "all":
        return WorkItem.id.in_(in_my_boxes(standing, WorkItem.id))
    return is_in_my_pool(standing) if box == "pool" else is_mine(standing)


def count(standing: Standing, now: datetime) -> Counters:
    """The figures of the inbox in two queries."""
    asked = {"people": people_of(standing), "person": standing.person_id, **at(now)}
    mine = db.session.execute(_tally_of_people(), asked).one()
    pool = db.session.execute(_pool_tally(standing), at(now)).one()
    lamps = {lamp: getattr(mine, lamp) + getattr(pool, lamp) for lamp in LIT_BY}
    return Counters(mine.all, pool.all, copies=mine.copies, asked=pool.asked, **lamps)


@cache
def _tally() -> Select[Any]:
    """Open items by lamp; built once, as every page of the desk asks it."""
    lamps = [func.count().filter(lit(lamp, NOW)).label(lamp) for lamp in LIT_BY]
    query = select(func.count().label("all"), *lamps).select_from(WorkItem).join(WorkItem.case)
    return query.where(is_open)


@cache
def _tally_of_people() -> Select[Any]:
    told = CaseCopy.person_id == bindparam("person"), CaseCopy.read_at.is_(None)
    unread = select(func.count()).select_from(CaseCopy).where(*told).scalar_subquery().label("copies")
    whose = WorkItem.assignee_id.in_(bindparam("people", expanding=True))
    return _tally().add_columns(unread).where(whose)


@lru_cache(maxsize=STANDINGS)
def _pool_tally(standing: Standing) -> Select[Any]:
    letters = (
        select(func.count()).select_from(Consultation).join(Consultation.case).where(*waits_for(standing))
    )
    asked = letters.correlate(None).scalar_subquery().label("asked")
    return _tally().add_columns(asked).where(is_in_my_pool(standing))


def titles_of_open(standing: Standing) -> list[str]:
    """The names of steps in one's boxes, for the filter of the list."""
    return sorted(db.session.scalars(in_my_boxes(standing, WorkItem.title)))


def open_items_of(case: Case) -> list[WorkItem]:
    """The open work items of a case."""
    return once_in_reading(f"open items of case {case.id}", lambda: _read_open_items(case.id))


def _read_open_items(case_id: int) -> list[WorkItem]:
    return list(db.session.scalars(_open_of_case, {"of_case": case_id}))
