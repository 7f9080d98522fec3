"""逾期和临期: how many open cases are late or near, by the unit that has an open step of them and by kind of case."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, select

from app.board.wanted import processes
from app.casework.models import Case, WorkItem
from app.casework.terms.moments import NOW, at
from app.casework.work import supervision
from app.casework.work.boxes import is_open
from app.database import columns_of, kept_statement
from app.law.office_time import office_day
from app.office.models import OrgUnit
from app.office.present_forms import forms_on

OVERDUE = supervision.condition("overdue", NOW)
UPCOMING = supervision.condition("today", NOW) | supervision.condition("soon", NOW)


@dataclass(frozen=True)
class Cell:
    """One unit and kind: 逾期未办, and 临期 with what is due today. `kind`: key of the process."""

    kind: str
    overdue: int = 0
    upcoming: int = 0

    @property
    def level(self) -> str:
        """The shade of the square; the numbers say the same in words."""
        return "few" if self.overdue else "many" if self.upcoming else ""


@dataclass(frozen=True)
class Row:
    """A unit with a cell for each kind."""

    code: str
    name: str
    cells: list[Cell]


@dataclass(frozen=True)
class Kind:
    """A column."""

    key: str
    title: str


@dataclass(frozen=True)
class Pressing:
    """Units, those with most overdue first, and all together; kinds and units without any are left out."""

    kinds: list[Kind]
    units: list[Row]
    total: Row


def pressing(organ_ids: set[int], now: datetime, process: str = "") -> Pressing:
    """For these organs, of one process or of all. A case in the hands of several units counts for each, once in all."""
    asked = {"organs": organ_ids, **at(now)}
    total = {key: Cell(key, late, near) for key, late, near in columns_of(_of_all(process), asked)}
    names, cells = forms_on(office_day(now)), defaultdict[str, dict[str, Cell]](dict)
    for code, key, late, near in columns_of(_by_unit(process), asked):
        cells[code][key] = Cell(key, late, near)
    kinds = [Kind(one.key, one.title) for one in processes() if one.key in total]
    units = [_row(code, names.name_of(code), found, kinds) for code, found in cells.items()]
    return Pressing(kinds, sorted(units, key=_most_overdue), _row("", "合计", total, kinds))


def _here(process: str) -> ColumnElement[bool]:
    of_organs = Case.organ_id.in_(bindparam("organs", expanding=True))
    return and_(of_organs, supervision.is_open, OVERDUE | UPCOMING, supervision.of_process(process))


@kept_statement(supervision.FEW)
def _of_all(process: str) -> Select[tuple[str, int, int]]:
    once = func.count()
    query = select(Case.process, once.filter(OVERDUE), once.filter(UPCOMING))
    return query.where(_here(process)).group_by(Case.process)


@kept_statement(supervision.FEW)
def _by_unit(process: str) -> Select[tuple[str, str, int, int]]:
    each = func.count(Case.id.distinct())
    return (
        select(OrgUnit.code, Case.process, each.filter(OVERDUE), each.filter(UPCOMING))
        .select_from(Case)
        .join(WorkItem, and_(WorkItem.case_id == Case.id, is_open))
        .join(OrgUnit, OrgUnit.id == WorkItem.unit_id)
        .where(_here(process))
        .group_by(OrgUnit.code, Case.process)
    )


def _row(code: str, name: str, found: Mapping[str, Cell], kinds: list[Kind]) -> Row:
    return Row(code, name, [found.get(kind.key, Cell(kind.key)) for kind in kinds])


def _most_overdue(row: Row) -> tuple[int, int, str]:
    return -sum(one.overdue for one in row.cells), -sum(one.upcoming for one in row.cells), row.code
