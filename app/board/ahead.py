"""未来四周: what falls due in each of the next weeks, by unit and by person, and how much of it will be late."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, or_, select

from app.board.forecast import predicted
from app.board.lists import condition
from app.board.wanted import AHEAD, NOBODY, WEEKS
from app.casework.models import Case, WorkItem
from app.casework.models.work import WorkItemStatus
from app.casework.work import supervision
from app.database import db
from app.law.office_time import office_day
from app.law.periods import Week, week_of, weeks_from
from app.office.models import OrgUnit, Person

UNCLAIMED = "（待认领）"
Whose = Callable[[Row[Any]], tuple[str, str]]
"""Of a piece of open work: how a list is narrowed to who has it, and the name."""


@dataclass
class Ahead:
    """Open cases by their ids: overdue, due in each week, expected to be late."""

    key: str
    name: str
    overdue: set[int] = field(default_factory=set)
    weeks: list[set[int]] = field(default_factory=lambda: [set() for _ in range(WEEKS)])
    predicted: set[int] = field(default_factory=set)

    @property
    def numbers(self) -> list[int]:
        """逾期未办, each week, 预计逾期."""
        return [len(self.overdue), *(len(week) for week in self.weeks), len(self.predicted)]

    @property
    def burden(self) -> tuple[Any, ...]:
        """Orders rows: the most burdened first, what nobody has taken last."""
        return self.key == NOBODY, -len(self.overdue), -len(self.predicted), -sum(self.numbers), self.name


@dataclass(frozen=True)
class Outlook:
    """The weeks, and what is due in them."""

    weeks: list[Week]
    total: Ahead
    units: list[Ahead]
    people: list[Ahead]


def outlook(organ_ids: set[int], now: datetime, process: str = "") -> Outlook:
    """What lies ahead of these organs. A case in several hands counts for each of them, and once in all."""
    rows, weeks = _open_work(organ_ids, now, process), weeks_from(office_day(now), WEEKS)
    late = set(db.session.scalars(predicted(organ_ids, now)))
    held = [row for row in rows if row.code is not None]
    total = _added(rows, lambda row: ("", "合计"), weeks, late)
    units = _added(held, lambda row: (row.code, row.unit), weeks, late)
    people = _added(held, lambda row: (str(row.assignee_id or NOBODY), row.person or UNCLAIMED), weeks, late)
    return Outlook(weeks, total[0] if total else Ahead("", "合计"), units, people)


def _open_work(organ_ids: set[int], now: datetime, process: str) -> list[Row[Any]]:
    """The open cases that are overdue or fall due in these weeks, once for each open step; once for one without."""
    overdue = supervision.condition("overdue", now)
    is_open = and_(WorkItem.case_id == Case.id, WorkItem.status == WorkItemStatus.OPEN)
    query = (
        select(
            Case.id, Case.due_on, overdue.label("overdue"), WorkItem.assignee_id, Person.name.label("person"),
            OrgUnit.code, OrgUnit.name.label("unit"),
        )
        .select_from(Case)
        .outerjoin(WorkItem, is_open)
        .outerjoin(OrgUnit, OrgUnit.id == WorkItem.unit_id)
        .outerjoin(Person, Person.id == WorkItem.assignee_id)
        .where(supervision.is_open, Case.organ_id.in_(organ_ids), supervision.of_process(process))
        .where(or_(overdue, condition(AHEAD, now)))
    )  # fmt: skip
    return list(db.session.execute(query))


def _added(rows: list[Row[Any]], whose: Whose, weeks: list[Week], late: set[int]) -> list[Ahead]:
    found: dict[str, Ahead] = {}
    for row in rows:
        key, name = whose(row)
        one = found.get(key) or found.setdefault(key, Ahead(key, name))
        if row.overdue:
            one.overdue.add(row.id)
            continue
        one.weeks[week_of(row.due_on, weeks)].add(row.id)
        if row.id in late:
            one.predicted.add(row.id)
    return sorted(found.values(), key=lambda one: one.burden)
