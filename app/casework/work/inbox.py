"""Boxes of work: mine, pool, done; and the figures on top. Plain SQL over projections, one query a list."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    bindparam,
    false,
    func,
    or_,
    select,
    true,
    union,
)
from sqlalchemy.orm import contains_eager, defer, joinedload

from app.casework.models import Case, WorkItem
from app.casework.models.work import WorkItemStatus
from app.casework.terms.moments import STANDING_STILL, Phase, cases_in
from app.casework.work.paging import Page, paged
from app.database import db
from app.office.models import OrgUnit, Person
from app.office.standing import Standing

# Written into the statement and not bound to it, so that the indexes of open items alone can serve it.
is_open = WorkItem.status == bindparam(None, WorkItemStatus.OPEN.value, literal_execute=True)
FOR_A_ROW = (
    defer(WorkItem.choices), joinedload(WorkItem.assignee).load_only(Person.name),
    joinedload(WorkItem.unit).load_only(OrgUnit.name, OrgUnit.short_name),
)  # fmt: skip
NEAREST_FIRST = (WorkItem.due_on.is_(None), WorkItem.due_on, Case.due_at, WorkItem.created_at)
LIT_BY: Mapping[str, tuple[Phase, ...]] = {
    "overdue": (Phase.OVERDUE,), "today": (Phase.DUE_TODAY,), "soon": (Phase.DUE_SOON,), "paused": STANDING_STILL,
}  # fmt: skip
NOT_SEARCHED = str.maketrans("", "", "\\%_\0")  # signs of LIKE, and what PostgreSQL refuses in a text


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
    form: str = ""

    @property
    def asks_of_the_case(self) -> bool:
        """Whether more than the work item itself must be looked at."""
        return bool(self.process or self.words or self.received_from or self.received_until or self.lamp)


@dataclass(frozen=True)
class Counters:
    """The figures on top of the inbox; each is a link to the list it counts."""

    mine: int = 0
    pool: int = 0
    overdue: int = 0
    today: int = 0
    soon: int = 0
    paused: int = 0
    by_tab: dict[str, int] = field(default_factory=dict)


def is_mine(standing: Standing) -> ColumnElement[bool]:
    """Items assigned to the person, or to somebody absent for whom the person stands in."""
    people = {standing.person_id, *(p.on_behalf_of_id for p in standing.posts if p.on_behalf_of_id)}
    return WorkItem.assignee_id.in_(people)


def is_in_my_pool(standing: Standing) -> ColumnElement[bool]:
    """Unclaimed items of the person's roles at the person's units."""
    places = [
        and_(WorkItem.unit_id.in_(post.lane_unit_ids), WorkItem.role == post.role) for post in standing.posts
    ]
    return and_(WorkItem.assignee_id.is_(None), or_(*places) if places else false())


def _open(condition: ColumnElement[bool]) -> Select[tuple[WorkItem]]:
    return (
        select(WorkItem)
        .join(WorkItem.case)
        .where(is_open, condition)
        .options(contains_eager(WorkItem.case), *FOR_A_ROW)
    )


def _narrowed(query: Select[Any], by: Filter, now: datetime) -> Select[Any]:
    conditions: list[ColumnElement[bool]] = []
    if by.process:
        conditions.append(Case.process == by.process)
    if by.node:
        conditions.append(WorkItem.title == by.node)
    if by.words:
        conditions.append(matches_words(by.words))
    if by.received_from:
        conditions.append(Case.received_on >= by.received_from)
    if by.received_until:
        conditions.append(Case.received_on <= by.received_until)
    if by.lamp:
        conditions.append(lit(by.lamp, now))
    if by.form:
        conditions.append(WorkItem.form == by.form)
    if by.due_on:
        conditions.append(WorkItem.due_on == by.due_on)
    return query.where(*conditions)


def matches_words(words: str) -> ColumnElement[bool]:
    """Number, title or party contains every word."""
    parts = [part.translate(NOT_SEARCHED) for part in words.split()[:5]]
    return and_(
        true(),
        *(
            or_(*(column.contains(part) for column in (Case.number, Case.title, Case.party)))
            for part in parts
            if part
        ),
    )


def lit(lamp: str, now: datetime) -> ColumnElement[bool]:
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
    """The page of a box (mine, pool): nearest due moment first, cases without one last. `total`, where it is known."""
    condition = is_in_my_pool(standing) if box == "pool" else is_mine(standing)
    query = _narrowed(_open(condition), by, now)
    return paged(query, page, *NEAREST_FIRST, total=total)


def list_done(standing: Standing, by: Filter, now: datetime, page: int = 1) -> Page:
    """已办: what the person completed, newest first. Years of work are counted in one index, without their cases."""
    query = select(WorkItem).where(
        WorkItem.done_by_id == standing.person_id
    )  # set with the status `done` only
    if by.asks_of_the_case:
        query = query.join(WorkItem.case)
    whole = select(WorkItem).options(joinedload(WorkItem.case), *FOR_A_ROW)
    return paged(_narrowed(query, by, now), page, WorkItem.done_at.desc(), whole=whole)


def count(standing: Standing, now: datetime) -> Counters:
    """The figures of the inbox in two queries."""
    mine = _tally(is_mine(standing), now)
    pool = db.session.scalar(
        select(func.count()).select_from(WorkItem).where(is_open, is_in_my_pool(standing))
    )
    return Counters(mine["all"], pool or 0, mine["overdue"], mine["today"], mine["soon"], mine["paused"])


def titles_of_open(standing: Standing) -> list[str]:
    """The names of steps in one's boxes, for the filter of the list."""
    return sorted(db.session.scalars(in_my_boxes(standing, WorkItem.title)))


def in_my_boxes(standing: Standing, column: Any) -> CompoundSelect[Any]:
    """The different values of a column in the open items that are mine or that I could take.

    Two questions put together: each has its index, which one question with OR would leave unused.
    """
    boxes = (is_mine(standing), is_in_my_pool(standing))
    return union(*(select(column).where(is_open, box) for box in boxes))


def _tally(condition: ColumnElement[bool], now: datetime) -> dict[str, int]:
    lamps = tuple(LIT_BY)
    columns = [func.count().label("all")]
    columns += [func.count().filter(lit(lamp, now)).label(lamp) for lamp in lamps]
    row = db.session.execute(
        select(*columns).select_from(WorkItem).join(WorkItem.case).where(is_open, condition)
    ).one()
    return {name: getattr(row, name) for name in ("all", *lamps)}


def open_items_of(case: Case) -> list[WorkItem]:
    """The open work items of a case."""
    return list(
        db.session.scalars(
            select(WorkItem)
            .where(WorkItem.case_id == case.id, is_open)
            .options(joinedload(WorkItem.assignee), joinedload(WorkItem.unit))
            .order_by(WorkItem.created_at)
        )
    )
