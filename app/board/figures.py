"""Figures of the board: load per person, and months with their on-time rate. Each is the total of a list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from sqlalchemy import ColumnElement, Select, String, bindparam, case, func, select

from app.board.lists import of_process
from app.board.wanted import MONTHS, own_lists, processes
from app.casework.contract.figures import Figure, NumberRow
from app.casework.models import Case, ClosedInMonth
from app.casework.terms.moments import NOW, at
from app.casework.work import supervision
from app.casework.work.supervision import Counted
from app.database import columns_of, kept_statement
from app.law.clock import ClockState
from app.law.office_time import office_day
from app.law.periods import months_until
from app.office.models import Person

MOST_SHOWN = 30
"""So many people stand on a page of the board; its print version has all."""


class _Somebody(Protocol):
    @property
    def is_nobody(self) -> bool: ...


Somebody = TypeVar("Somebody", bound=_Somebody)


@dataclass(frozen=True)
class Load:
    """How many open cases somebody has work in, and how many of them are overdue. No id: nobody has taken it."""

    person_id: int | None
    name: str
    open: int
    overdue: int
    upcoming: int

    @property
    def is_nobody(self) -> bool:
        """What waits in pools."""
        return self.person_id is None


@dataclass(frozen=True)
class Month:
    """Cases that were closed in a month (2026-03), by a clock that says whether in time."""

    month: str
    answered: int
    late: int

    @property
    def punctual(self) -> int:
        return self.answered - self.late

    @property
    def rate(self) -> str:
        """按期率, e.g. 98.4%; rounded down, so that 100% means every single one."""
        return f"{self.punctual * 1000 // self.answered / 10:g}%" if self.answered else "—"


def load(counted: Iterable[Counted]) -> list[Load]:
    """Open cases by who has them in hand, the most loaded first; what nobody has taken comes last."""
    found = supervision.tally((one.person_id, one.phase, one.number) for one in counted if one.is_in_hand)
    people = select(Person.id, Person.name).where(Person.id.in_(found))
    names = {row.id: row.name for row in columns_of(people)}
    loads = [
        Load(id_, names.get(id_, "（待认领）"), one["open"], one["overdue"], one["today"] + one["soon"])
        for id_, one in found.items()
    ]
    return sorted(loads, key=lambda one: (one.person_id is None, -one.overdue, -one.open, one.name))


def foremost(rows: Sequence[Somebody]) -> list[Somebody]:
    """Of rows in order the most burdened people, and what nobody has taken."""
    people = [one for one in rows if not one.is_nobody]
    return [*people[:MOST_SHOWN], *(one for one in rows if one.is_nobody)]


def months(organ_ids: set[int], now: datetime, process: str = "") -> list[Month]:
    """Those of the last twelve months in which anything was closed by such a clock, the latest first."""
    asked = {"organs": organ_ids, "since": months_until(office_day(now), MONTHS)[0]}
    keys = tuple(one.key for one in processes(process))
    return [Month(*row) for row in columns_of(_by_month(keys), asked)]


@kept_statement(supervision.FEW)
def _by_month(keys: tuple[str, ...]) -> Select[Any]:
    counted = ClosedInMonth
    of_organs = counted.organ_id.in_(bindparam("organs", expanding=True))
    since = counted.month >= bindparam("since", type_=String)
    query = select(counted.month, func.sum(counted.number), func.sum(if_late()))
    query = query.where(of_organs, counted.process.in_(keys), counted.number > 0, since)
    return query.group_by(counted.month).order_by(counted.month.desc()).limit(MONTHS)


def if_late() -> ColumnElement[int]:
    """Of a row of `ClosedInMonth`: how many of its cases were late."""
    return case((ClosedInMonth.reply_state == ClockState.MISSED, ClosedInMonth.number), else_=0)


@dataclass(frozen=True)
class Own:
    """A process's own part of the board: its lists with their totals, its figures with their rows."""

    key: str
    title: str
    lists: list[tuple[str, str, int]]
    figures: list[tuple[Figure, Sequence[NumberRow]]]


def own_parts(organ_ids: set[int], now: datetime, process: str = "") -> list[Own]:
    """What processes bring, of one process or of all; those that bring nothing are left out."""
    found, totals = [], _totals(organ_ids, list(own_lists(process)), now)
    for one in processes(process):
        lists = [(name, own.title, totals[name]) for name, (_, own) in own_lists(one.key).items()]
        tables = [(figure, figure.rows(organ_ids, now)) for figure in one.figures.figures]
        if lists or tables:
            found.append(Own(one.key, one.title, lists, tables))
    return found


def _totals(organ_ids: set[int], names: Sequence[str], now: datetime) -> dict[str, int]:
    """The lengths of these lists, each asked by its own index, in one statement."""
    if not names:
        return {}
    found = columns_of(_counting(tuple(names)), {"organs": organ_ids, **at(now)}).one()
    return dict(zip(names, found, strict=True))


@kept_statement(supervision.FEW)
def _counting(names: tuple[str, ...]) -> Select[Any]:
    of_organs = Case.organ_id.in_(bindparam("organs", expanding=True))
    return select(
        *(
            select(func.count()).select_from(Case).where(of_organs, of_process(name, NOW)).scalar_subquery()
            for name in names
        )
    )
