"""未来四周: what falls due in each of the next weeks, by unit and by person, and how much of it will be late."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Date, Select, and_, bindparam, func, select

from app.board import forecast
from app.board.wanted import NOBODY, WEEKS
from app.casework.models import Case, WorkItem
from app.casework.terms.moments import NOW, at, running
from app.casework.work import supervision
from app.casework.work.boxes import is_open
from app.database import columns_of, kept_statement
from app.law.office_time import office_day
from app.law.periods import Week, weeks_from
from app.office.models import Person
from app.office.present_forms import forms_on

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
    def is_nobody(self) -> bool:
        """What waits in pools."""
        return self.key == NOBODY

    @property
    def burden(self) -> tuple[Any, ...]:
        """Orders rows: the most burdened first, what nobody has taken last."""
        return self.is_nobody, -self.slots[OVERDUE], -self.late, -sum(self.numbers), self.name


@dataclass(frozen=True)
class Outlook:
    """The weeks, and what is due in them."""

    weeks: list[Week]
    total: Ahead
    units: list[Ahead]
    people: list[Ahead]


class _Hand(NamedTuple):
    """Who has an open step, and whether it will be late; no unit where a case has no open step."""

    is_late: bool
    unit_id: int | None
    person_id: int | None


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
    work = list(_work_ahead(process, organ_ids, now, weeks))
    total, units, people = Ahead("", "合计"), _rows_of_units(work, office_day(now)), _rows_of_people(work)
    for one in work:
        rows = {id(row): row for row in (total, *(units[id_] for id_ in one.unit_ids))}
        for row in (*rows.values(), *(people[id_] for id_ in one.person_ids)):
            row.slots[one.slot] += one.cases
            row.late += one.cases if one.is_late else 0
    return Outlook(weeks, total, _in_order(units), _in_order(people))


@kept_statement(supervision.FEW)
def _counted(process: str) -> Select[Any]:
    """The open steps of what is overdue or falls due, counted by due moment, hand and step. Nearly all cases have one
    open step, or none: those with several stand by themselves."""
    kinds = Case.due_on, Case.due_at, supervision.several_steps(), WorkItem.unit_id, WorkItem.assignee_id
    step = Case.organ_id, Case.process, WorkItem.node
    counted = select(*kinds, *step, func.count()).select_from(Case)
    return counted.outerjoin(WorkItem, and_(WorkItem.case_id == Case.id, is_open)).where(
        supervision.is_open, Case.organ_id.in_(forecast.ORGANS), supervision.of_process(process),
        running(NOW), Case.due_on <= bindparam("until", type_=Date),
    ).group_by(*kinds, *step)  # fmt: skip


def _work_ahead(process: str, organ_ids: set[int], now: datetime, weeks: list[Week]) -> Iterator[_Work]:
    """Of the few cases with several open steps each will be late if one of its steps will."""
    means = forecast.means(organ_ids, now)
    counted = columns_of(_counted(process), {"organs": organ_ids, **at(now), "until": weeks[-1][1]})
    single: Counter[tuple[int, _Hand]] = Counter()
    found: dict[tuple[int, int], list[_Hand]] = defaultdict(list)
    for due_on, due_at, several, unit_id, person_id, *step, number in counted:
        slot = OVERDUE if due_at < now else 1 + next(n for n, (_, last) in enumerate(weeks) if due_on <= last)
        hand = _Hand(means.is_short(forecast.Step(*step), person_id, due_at, now), unit_id, person_id)
        if several is None:
            single[slot, hand] += number
        else:
            found[several, slot].append(hand)
    yield from (_work(slot, [hand], number) for (slot, hand), number in single.items())
    yield from (_work(slot, hands, 1) for (_, slot), hands in found.items())


def _work(slot: int, hands: list[_Hand], cases: int) -> _Work:
    open_steps = [(hand.unit_id, hand.person_id) for hand in hands if hand.unit_id is not None]
    return _Work(
        slot, any(hand.is_late for hand in hands), frozenset(unit_id for unit_id, _ in open_steps),
        frozenset(person_id for _, person_id in open_steps), cases,
    )  # fmt: skip


def _rows_of_units(work: list[_Work], on: date) -> dict[int, Ahead]:
    """A row for each unit by id; a renamed unit is one row, as the list behind it finds it by code."""
    forms = {id_: forms_on(on).by_id[id_] for id_ in set().union(*(one.unit_ids for one in work))}
    by_code = {one.code: Ahead(one.code, one.name) for one in forms.values()}
    return {id_: by_code[one.code] for id_, one in forms.items()}


def _rows_of_people(work: list[_Work]) -> dict[int | None, Ahead]:
    ids = set().union(*(one.person_ids for one in work)) - {None}
    names = columns_of(select(Person.id, Person.name).where(Person.id.in_(ids)))
    found: dict[int | None, Ahead] = {None: Ahead(NOBODY, UNCLAIMED)}
    return found | {id_: Ahead(str(id_), name) for id_, name in names}


def _in_order(found: dict[Any, Ahead]) -> list[Ahead]:
    """The rows that count anything, each once."""
    once = {id(one): one for one in found.values() if any(one.slots)}
    return sorted(once.values(), key=lambda one: one.burden)
