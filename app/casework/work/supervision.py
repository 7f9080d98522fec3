"""Figures and lists for supervisors (督办), computed from due moments, never from flags of a job."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, select, true

from app.casework.models import Case
from app.casework.models.cases import CaseState
from app.casework.terms.moments import NOW, Asked, at, phase_of_case
from app.casework.work.at_hand import LIT_BY
from app.casework.work.inbox import lit
from app.casework.work.listed import listed_cases
from app.casework.work.paging import Page, paged
from app.database import db, kept_statement
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
LAMP_OF = {phase.value: lamp for lamp, phases in LIT_BY.items() for phase in phases}
FEW = 20
"""Statements that are kept, built once: one for each process, and one for all."""
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


def of_process(key: str) -> ColumnElement[bool]:
    """The cases of one process; without a key those of all."""
    return Case.process == key if key else true()


def summary(organ_ids: set[int], now: datetime, process: str = "") -> Summary:
    """Counts of open cases (of one process, or all) by organ and lamp; a renamed organ is one row, as in its list."""
    by_organ = tally(db.session.execute(_by_organ(process), {"organs": organ_ids, **at(now)}))
    units = select(OrgUnit.id, OrgUnit.code, OrgUnit.name).where(OrgUnit.id.in_(by_organ))
    names: dict[str, str] = {}
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for id_, code, name in db.session.execute(units):
        names[code] = max(names.get(code, ""), name)
        counted[code].update(by_organ[id_])
    organs = [OrganFigures(code, names[code], **_figures(counted[code])) for code in sorted(counted)]
    return Summary(organs, OrganFigures("", "合计", **_figures(sum(counted.values(), Counter()))))


def _figures(counted: Counter[str]) -> dict[str, int]:
    return {name: counted[name] for name in LISTS}


def tally(rows: Iterable[Any]) -> dict[Any, Counter[str]]:
    """Of rows of (whose, phase, number): for each whose, how many cases stand on each of LISTS."""
    found: dict[Any, Counter[str]] = defaultdict(Counter)
    for whose, phase, number in rows:
        found[whose]["open"] += number
        if lamp := LAMP_OF.get(phase):
            found[whose][lamp] += number
    return found


@kept_statement(FEW)
def _by_organ(process: str) -> Select[Any]:
    return counted_by(Case.organ_id, process)


def counted_by(whose: Any, process: str) -> Select[Any]:
    """Open cases of `organs`, at NOW, as rows for `tally`."""
    phase = phase_of_case(NOW).label("phase")
    of_organs = Case.organ_id.in_(bindparam("organs", expanding=True))
    query = (
        select(whose, phase, func.count()).select_from(Case).where(is_open, of_organs, of_process(process))
    )
    return query.group_by(whose, "phase")


def list_board(
    organ_ids: set[int], name: str, now: datetime, page: int, organ: str = "", process: str = ""
) -> Page:
    """The cases behind a figure, nearest due moment first; as many as the figure says."""
    found = (is_open, condition(name, now), of_process(process))
    query = select(Case).where(Case.organ_id.in_(organ_ids), *found)
    if organ:
        query = query.join(Case.organ).where(OrgUnit.code == organ)
    return paged(query, page, *NEAREST_FIRST, read=listed_cases, counts_along=True)
