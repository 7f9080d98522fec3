"""未来四周: what falls due in each of the next weeks, by unit and by person, and how much of it will be late."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, case, select

from app.board.forecast import predicted
from app.board.wanted import NOBODY, WEEKS
from app.casework.models import Case, WorkItem
from app.casework.models.work import WorkItemStatus
from app.casework.terms.moments import past, running
from app.casework.work import supervision
from app.database import db
from app.law.office_time import office_day
from app.law.periods import Week, weeks_from
from app.office.models import OrgUnit, Person

UNCLAIMED = "（待认领）"
OVERDUE = 0
"""The first of the slots of a row; behind it the weeks."""


@dataclass
class Ahead:
    """Open cases by their ids: `slots`: overdue, then due in each week; `late`: expected to be."""

    key: str
    name: str
    slots: list[set[int]] = field(default_factory=lambda: [set() for _ in range(1 + WEEKS)])
    late: set[int] = field(default_factory=set)

    @property
    def numbers(self) -> list[int]:
        """逾期未办, each week, 预计逾期."""
        return [*map(len, self.slots), len(self.late)]

    @property
    def burden(self) -> tuple[Any, ...]:
        """Orders rows: the most burdened first, what nobody has taken last."""
        return self.key == NOBODY, -len(self.slots[OVERDUE]), -len(self.late), -sum(self.numbers), self.name


@dataclass(frozen=True)
class Outlook:
    """The weeks, and what is due in them."""

    weeks: list[Week]
    total: Ahead
    units: list[Ahead]
    people: list[Ahead]


def outlook(organ_ids: set[int], now: datetime, process: str = "") -> Outlook:
    """What lies ahead of these organs. A case in several hands counts for each of them, and once in all."""
    weeks = weeks_from(office_day(now), WEEKS)
    rows = _open_work(organ_ids, now, process, weeks)
    late = set(db.session.scalars(predicted(organ_ids, now)))
    total, units, people = Ahead("", "合计"), _rows_of_units(rows), _rows_of_people(rows)
    for case_id, slot, unit_id, person_id in rows:
        for one in (total, units[unit_id], people[unit_id and (person_id or 0)]):
            one.slots[slot].add(case_id)
            if slot != OVERDUE and case_id in late:
                one.late.add(case_id)
    return Outlook(weeks, total, _in_order(units), _in_order(people))


def _open_work(organ_ids: set[int], now: datetime, process: str, weeks: list[Week]) -> Sequence[Row[Any]]:
    """(case, slot, unit, person) of each open step of what is overdue or falls due; without a unit where none is open.

    Numbers alone: thousands of rows are read and only counted.
    """
    slot = case(
        (past(Case, now), OVERDUE), *((Case.due_on <= last, 1 + n) for n, (_, last) in enumerate(weeks))
    )
    is_open = and_(WorkItem.case_id == Case.id, WorkItem.status == WorkItemStatus.OPEN)
    query = (
        select(Case.id, slot, WorkItem.unit_id, WorkItem.assignee_id)
        .select_from(Case)
        .outerjoin(WorkItem, is_open)
        .where(supervision.is_open, Case.organ_id.in_(organ_ids), supervision.of_process(process))
        .where(running(now), Case.due_on <= weeks[-1][1])
    )
    return db.session.execute(query).all()


def _rows_of_units(rows: Sequence[Row[Any]]) -> dict[int | None, Ahead]:
    """A row for each unit by id; a renamed unit is one row, as the list behind it finds it by code."""
    ids = {row[2] for row in rows if row[2] is not None}
    units = db.session.execute(select(OrgUnit.id, OrgUnit.code, OrgUnit.name).where(OrgUnit.id.in_(ids)))
    by_code: dict[str, Ahead] = {}
    found: dict[int | None, Ahead] = {None: Ahead("", "")}
    for id_, code, name in units:
        found[id_] = by_code.setdefault(code, Ahead(code, name))
    return found


def _rows_of_people(rows: Sequence[Row[Any]]) -> dict[int | None, Ahead]:
    ids = {row[3] for row in rows if row[3] is not None}
    names = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))
    found: dict[int | None, Ahead] = {None: Ahead("", ""), 0: Ahead(NOBODY, UNCLAIMED)}
    return found | {id_: Ahead(str(id_), name) for id_, name in names}


def _in_order(found: dict[int | None, Ahead]) -> list[Ahead]:
    """The rows that count anything, each once; not what has no open step."""
    once = {id(one): one for key, one in found.items() if key is not None and any(one.slots)}
    return sorted(once.values(), key=lambda one: one.burden)
