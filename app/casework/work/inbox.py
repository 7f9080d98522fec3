"""Boxes of open work: mine, pool; and the figures on top. Plain SQL over projections; 已办 is in `done`."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    Subquery,
    bindparam,
    false,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import joinedload

from app.casework.acts.once import once_in_reading
from app.casework.models import Case, CaseCopy, Consultation, Urging, WorkItem
from app.casework.search.asking import contains
from app.casework.terms.moments import NOW, TODAY, Asked, at, cases_in
from app.casework.work.asked import waits_for
from app.casework.work.at_hand import LIT_BY
from app.casework.work.boxes import STANDINGS, in_my_boxes, is_in_my_pool, is_mine, is_open
from app.casework.work.ended import is_unfiled
from app.casework.work.listed import listed_items
from app.casework.work.paging import PAGE_SIZE, Page, nearest_page, paged
from app.casework.work.urgings import urges
from app.database import columns_of, db, is_sqlite, kept_statement
from app.office.standing import Standing

NEAREST_FIRST = (WorkItem.due_on.is_(None), WorkItem.due_on, Case.due_at, WorkItem.created_at, WorkItem.id)
NEVER = literal(date.max, Date)
KEYS = WorkItem.id, WorkItem.case_id, WorkItem.created_at
LAST = bindparam("last", type_=Integer)
"""The place of the last row of a page, counted from 0."""
Own = tuple[ColumnElement[bool], ...]
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
        return bool(self.process or self.received_from or self.received_until or self.lamp)


@dataclass(frozen=True)
class Counters:
    """The figures of the menu, on every page of the desk.

    `is_late`: a task of one's boxes is overdue. `copies`: 抄送 that the person has not marked as read. `asked`: letters
    of consultation that wait for an answer of one's organs. `urged`: 催办 without a receipt. `unfiled`: cases of one's
    organs that ended early and wait for 归档.
    """

    mine: int = 0
    pool: int = 0
    is_late: bool = False
    copies: int = 0
    asked: int = 0
    urged: int = 0
    unfiled: int = 0


def narrowed(query: Select[Any], by: Filter, now: datetime) -> Select[Any]:
    """The query of work items, joined with their cases as far as that is needed, under these filters."""
    conditions: list[ColumnElement[bool]] = []
    if by.process:
        conditions.append(Case.process == by.process)
    if by.node:
        conditions.append(WorkItem.title == by.node)
    if by.words:
        conditions.append(contains(by.words, WorkItem.case_id))
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
) -> Page:
    """The page of a box (mine, pool, all for both): nearest due moment first, cases without one last."""
    query = narrowed(select(WorkItem).join(WorkItem.case).where(is_open, _of_box(standing, box)), by, now)
    return paged(query, page, *NEAREST_FIRST, read=listed_items, counts_along=True)


def list_whole(standing: Standing, box: str, page: int, total: int) -> Page:
    """The same of a box that nothing narrows and whose `total` is known."""
    number = nearest_page(page, total)
    first = (number - 1) * PAGE_SIZE
    asked = {"first": first, "last": first + PAGE_SIZE - 1}
    return Page(listed_items(columns_of(_up_to(standing, box), asked).scalars().all()), number, total)


@kept_statement(2 * STANDINGS)
def _up_to(standing: Standing, box: str) -> Select[tuple[str]]:
    """The keys of a page. The items tell by themselves on which day its last row is due: of those that are due later
    no case is looked at."""
    own, due_day = (is_open, _of_box(standing, box)), func.coalesce(WorkItem.due_on, NEVER)
    near = _near_by_day(own, due_day) if is_sqlite() else _near_by_place(own, due_day)
    query = select(near.c.id).join(Case, Case.id == near.c.case_id)
    ordered = query.order_by(near.c.day, Case.due_at, near.c.created_at, near.c.id)
    return ordered.limit(PAGE_SIZE).offset(bindparam("first", type_=Integer))


def _near_by_day(own: Own, due_day: ColumnElement[date]) -> Subquery:
    of_last = select(due_day).where(*own).order_by(due_day).limit(1).offset(LAST)
    is_near = due_day <= func.coalesce(of_last.correlate(None).scalar_subquery(), NEVER)
    return select(*KEYS, due_day.label("day")).where(*own, is_near).subquery()


def _near_by_place(own: Own, due_day: ColumnElement[date]) -> Subquery:
    """The same by the place in the order of days. Of a day that it must look up first PostgreSQL expects a third of all
    items to be near, and reads all cases for them where these are not very many."""
    place = func.rank().over(order_by=due_day).label("place")
    placed = select(*KEYS, due_day.label("day"), place).where(*own).subquery()
    return select(placed).where(placed.c.place <= LAST + 1).subquery()


def _of_box(standing: Standing, box: str) -> ColumnElement[bool]:
    if box == "all":
        return WorkItem.id.in_(in_my_boxes(standing))
    return is_in_my_pool(standing) if box == "pool" else is_mine(standing)


def count(standing: Standing, now: datetime) -> Counters:
    """The figures of the menu, read from the indexes of open items in one query."""
    return Counters(*columns_of(_counting(standing), at(now)).one())


@kept_statement(STANDINGS)
def _counting(standing: Standing) -> Select[Any]:
    """Built once, as every page of the desk asks it."""
    boxes = [is_open & box for box in (is_mine(standing), is_in_my_pool(standing))]
    # asked of each item whose day has come, until the first that is: never by way of all open cases
    overdue = (
        select(lit("overdue", NOW)).where(Case.id == WorkItem.case_id).correlate(WorkItem).scalar_subquery()
    )
    late = [select(WorkItem.id).where(box, WorkItem.due_on <= TODAY, overdue).exists() for box in boxes]
    unread = CaseCopy.person_id == standing.person_id, CaseCopy.read_at.is_(None)
    return select(
        *(_number_of(select(func.count()).select_from(WorkItem).where(box)) for box in boxes), or_(*late),
        _number_of(select(func.count()).select_from(CaseCopy).where(*unread)),
        _number_of(select(func.count()).select_from(Consultation).join(Consultation.case).where(*waits_for(standing))),
        _number_of(select(func.count()).select_from(Urging).join(Urging.case).where(*urges(standing.person_id))),
        _number_of(select(func.count()).select_from(Case).where(*is_unfiled(standing))),
    )  # fmt: skip


def _number_of(query: Select[Any]) -> ColumnElement[int]:
    return query.correlate(None).scalar_subquery()


def open_items_of(case: Case) -> list[WorkItem]:
    """The open work items of a case."""
    return once_in_reading(f"open items of case {case.id}", lambda: _read_open_items(case.id))


def _read_open_items(case_id: int) -> list[WorkItem]:
    return list(db.session.scalars(_open_of_case, {"of_case": case_id}))
