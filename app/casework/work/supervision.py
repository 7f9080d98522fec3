"""Figures and lists for supervisors (督办), computed from due moments, never from flags of a job."""

from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, func, select, true

from app.casework.models import Case
from app.casework.models.cases import CaseState
from app.casework.terms.moments import NOW, Asked, at
from app.casework.work.inbox import lit
from app.casework.work.listed import listed_cases
from app.casework.work.paging import Page, paged
from app.database import db
from app.office.models import OrgUnit
from app.office.standing import Standing
from app.office.vocabulary import Role

LISTS = {
    "overdue": "逾期未办",
    "today": "今日到期",
    "soon": "临期",
    "paused": "暂停计时",
    "open": "全部在办",
}
NEAREST_FIRST = (Case.due_on.is_(None), Case.due_on, Case.due_at, Case.id)
is_open = Case.state == CaseState.OPEN
"""Every list here is of open cases; said beside its own condition, so that it is read from their index."""
LEADING_ROLES = (Role.OFFICE_REVIEWER, Role.OFFICE_HEAD, Role.RESPONSIBLE_LEADER)


@dataclass(frozen=True)
class OrganFigures:
    """The open cases of one organ."""

    code: str
    name: str
    open: int
    overdue: int
    today: int
    soon: int
    paused: int


@dataclass(frozen=True)
class Summary:
    """All organs that the reader supervises, and their sum."""

    organs: list[OrganFigures]
    total: OrganFigures

    def to_mapping(self) -> dict[str, Any]:
        return {"organs": [asdict(row) for row in self.organs], "total": asdict(self.total)}


def board_organ_ids(standing: Standing) -> set[int]:
    """The organs whose cases the reader may see on the board."""
    found: set[int] = set()
    for post in standing.posts:
        if post.role is Role.SUPERVISOR:
            found |= post.below
        elif post.role in LEADING_ROLES:
            found |= post.organ_ids
    return found


def condition(name: str, now: Asked) -> ColumnElement[bool]:
    """The cases of one list; none for a list that does not exist."""
    return is_open if name == "open" else lit(name, now)


@cache
def counted(name: str) -> ColumnElement[bool]:
    """The same for NOW, built once: a board counts every list."""
    return condition(name, NOW)


def of_process(key: str) -> ColumnElement[bool]:
    """The cases of one process; without a key those of all."""
    return Case.process == key if key else true()


def summary(organ_ids: set[int], now: datetime, process: str = "") -> Summary:
    """Counts of open cases (of one process, or all) by organ and lamp, in one query."""
    counts = [func.count().filter(counted(name)).label(name) for name in LISTS]
    rows = db.session.execute(
        select(OrgUnit.code, func.max(OrgUnit.name).label("name"), *counts)
        .join(Case, Case.organ_id == OrgUnit.id)
        .where(is_open, Case.organ_id.in_(organ_ids), of_process(process))
        .group_by(OrgUnit.code)  # a renamed organ is one row, as the list behind it finds it by code
        .order_by(OrgUnit.code),
        at(now),
    ).mappings()
    organs = [OrganFigures(**row) for row in rows]
    sums = {name: sum(getattr(row, name) for row in organs) for name in LISTS}
    return Summary(organs, OrganFigures(code="", name="合计", **sums))


def list_board(
    organ_ids: set[int], name: str, now: datetime, page: int, organ: str = "", process: str = ""
) -> Page:
    """The cases behind a figure, nearest due moment first; as many as the figure says."""
    found = (is_open, condition(name, now), of_process(process))
    query = select(Case).where(Case.organ_id.in_(organ_ids), *found)
    if organ:
        query = query.join(Case.organ).where(OrgUnit.code == organ)
    return paged(query, page, *NEAREST_FIRST, read=listed_cases, counts_along=True)
