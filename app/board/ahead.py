"""未来四周: what falls due in each of the next weeks, by unit and by person, and how much of it will be late."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Date, Select, and_, bindparam, case, func, select

from app.board import forecast
from app.board.wanted import NOBODY, WEEKS
from app.casework.models import Case, WorkItem
from app.casework.terms.moments import NOW, at, past, running
from app.casework.work import supervision
from app.casework.work.boxes import is_open
from app.database import columns_of, kept_statement
from app.law.office_time import office_day
from app.law.periods import Week, weeks_from
from app.office.models import OrgUnit, Person

UNCLAIMED = "（待认领）"
OVERDUE = 0
"""The first of the slots of a row; behind it the weeks."""


@dataclass
class Ahead:
    """How many open cases: `slots`: overdue, then due in each week; `late`: expected to be."""

    key: str
    name: str
    slots: list[int] = field(default_factory=lambda: [0] * (1 + WEEKS))
    late: int = 0

    @property
    def numbers(self) -> list[int]:
        """逾期未办, each week, 预计逾期."""
        return [*self.slots, self.late]

    @property
    def burden(self) -> tuple[Any, ...]:
        """Orders rows: the most burdened first, what nobody has taken last."""
        return self.key == NOBODY, -self.slots[OVERDUE], -self.late, -sum(self.numbers), self.name


@dataclass(frozen=True)
class Outlook:
    """The weeks, and what is due in them."""

    weeks: list[Week]
    total: Ahead
    units: list[Ahead]
    people: list[Ahead]


class _Work(NamedTuple):
    """So many cases that are due in one slot, late or not, and who has their open steps: units, and people (None:
    nobody). Of neither where no step is open."""

    slot: int
    is_late: bool
    unit_ids: frozenset[int]
    person_ids: frozenset[int | None]
    cases: int


def outlook(organ_ids: set[int], now: datetime, process: str = "") -> Outlook:
    """What lies ahead of these organs. A case in several hands counts for each of them, and once in all."""
    weeks = weeks_from(office_day(now), WEEKS)
    asked = {"organs": organ_ids, **at(now), **forecast.since(now)} | {
        f"until_{number}": last for number, (_, last) in enumerate(weeks)
    }
    work = list(_work_ahead(process, asked))
    total, units, people = Ahead("", "合计"), _rows_of_units(work), _rows_of_people(work)
    for one in work:
        rows = {id(row): row for row in (total, *(units[id_] for id_ in one.unit_ids))}
        for row in (*rows.values(), *(people[id_] for id_ in one.person_ids)):
            row.slots[one.slot] += one.cases
            row.late += one.cases if one.is_late else 0
    return Outlook(weeks, total, _in_order(units), _in_order(people))


def _open_steps(process: str) -> Select[Any]:
    """Slot, whether it will be late, unit and person of each open step of what is overdue or falls due."""
    until = [bindparam(f"until_{number}", type_=Date) for number in range(WEEKS)]
    slot = case(
        (past(Case, NOW), OVERDUE), *((Case.due_on <= last, 1 + n) for n, last in enumerate(until))
    ).label("slot")
    steps = select(Case.id).select_from(Case).outerjoin(WorkItem, and_(WorkItem.case_id == Case.id, is_open))
    is_late = func.coalesce(and_(Case.due_at >= NOW, forecast.is_short()), False).label("is_late")
    return steps.with_only_columns(slot, is_late, WorkItem.unit_id, WorkItem.assignee_id).where(
        supervision.is_open, Case.organ_id.in_(forecast.ORGANS), supervision.of_process(process),
        running(NOW), Case.due_on <= until[-1],
    )  # fmt: skip


@kept_statement(supervision.FEW)
def _counted(process: str) -> Select[Any]:
    """Nearly all cases have one open step, or none: the database counts them."""
    counted = _open_steps(process).add_columns(supervision.several_steps(), func.count())
    return counted.group_by("slot", "is_late", WorkItem.unit_id, WorkItem.assignee_id, "several")


def _work_ahead(process: str, asked: dict[str, Any]) -> Iterable[_Work]:
    """Of the few cases with several open steps each will be late if one of its steps will."""
    found: dict[tuple[int, int], list[tuple[bool, int | None, int | None]]] = defaultdict(list)
    for slot, is_late, unit_id, person_id, several, number in columns_of(_counted(process), asked):
        if several is None:
            yield _work(slot, [(is_late, unit_id, person_id)], number)
        else:
            found[several, slot].append((is_late, unit_id, person_id))
    for (_, slot), steps in found.items():
        yield _work(slot, steps, 1)


def _work(slot: int, steps: list[tuple[bool, int | None, int | None]], cases: int) -> _Work:
    open_steps = [(unit_id, person_id) for _, unit_id, person_id in steps if unit_id is not None]
    return _Work(
        slot, any(is_late for is_late, _, _ in steps), frozenset(unit_id for unit_id, _ in open_steps),
        frozenset(person_id for _, person_id in open_steps), cases,
    )  # fmt: skip


def _rows_of_units(work: list[_Work]) -> dict[int, Ahead]:
    """A row for each unit by id; a renamed unit is one row, as the list behind it finds it by code."""
    ids = set().union(*(one.unit_ids for one in work))
    units = columns_of(select(OrgUnit.id, OrgUnit.code, OrgUnit.name).where(OrgUnit.id.in_(ids)))
    by_code: dict[str, Ahead] = {}
    return {id_: by_code.setdefault(code, Ahead(code, name)) for id_, code, name in units}


def _rows_of_people(work: list[_Work]) -> dict[int | None, Ahead]:
    ids = set().union(*(one.person_ids for one in work)) - {None}
    names = columns_of(select(Person.id, Person.name).where(Person.id.in_(ids)))
    found: dict[int | None, Ahead] = {None: Ahead(NOBODY, UNCLAIMED)}
    return found | {id_: Ahead(str(id_), name) for id_, name in names}


def _in_order(found: dict[Any, Ahead]) -> list[Ahead]:
    """The rows that count anything, each once."""
    once = {id(one): one for one in found.values() if any(one.slots)}
    return sorted(once.values(), key=lambda one: one.burden)
