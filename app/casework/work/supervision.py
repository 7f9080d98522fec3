"""Figures and lists for supervisors (督办), computed from due moments, never from flags of a job."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, select, true
from sqlalchemy import case as sql_case

from app.casework.models import Case, WorkItem
from app.casework.models.cases import CaseState
from app.casework.terms.moments import NOW, Asked, at, phase_of_case
from app.casework.work.at_hand import LIT_BY
from app.casework.work.boxes import is_open as item_is_open
from app.casework.work.inbox import lit
from app.casework.work.listed import listed_cases
from app.casework.work.paging import Page, paged
from app.database import columns_of, kept_statement
from app.office.models import OrgUnit
from app.office.present_forms import forms_on
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


class Counted(NamedTuple):
    """So many open cases of one organ in one phase, and who has their open step in hand (None: nobody). Of several open
    steps of one case (`several`: its id) each has a row."""

    organ_id: int
    person_id: int | None
    is_in_hand: bool
    several: int | None
    phase: str
    number: int


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


def open_cases(organ_ids: set[int], now: datetime, process: str = "") -> list[Counted]:
    """The open cases of these organs (of one process, or all), counted for all figures in one statement."""
    found = columns_of(_counting(process), {"organs": organ_ids, **at(now)})
    return [
        Counted(organ, person, in_hand, several, phase, number if several is None else 1)
        for organ, person, in_hand, several, phase, number in found
    ]


def summary(counted: Iterable[Counted], on: date) -> Summary:
    """Open cases by organ and lamp; a renamed organ is one row, as in its list, called as on that day."""
    by_organ, forms = (
        tally((one.organ_id, one.phase, one.number) for one in _each_once(counted)),
        forms_on(on),
    )
    of_code: dict[str, Counter[str]] = defaultdict(Counter)
    for id_, found in by_organ.items():
        of_code[forms.by_id[id_].code].update(found)
    organs = [OrganFigures(code, forms.name_of(code), **_figures(of_code[code])) for code in sorted(of_code)]
    return Summary(organs, OrganFigures("", "合计", **_figures(sum(of_code.values(), Counter()))))


def _each_once(counted: Iterable[Counted]) -> Iterator[Counted]:
    """A case in several hands has a row for each."""
    seen: set[int] = set()
    for one in counted:
        if one.several not in seen:
            yield one
        if one.several is not None:
            seen.add(one.several)


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


def several_steps() -> ColumnElement[int]:
    """The id of a case with more than one open step, which a statement that counts cases lets stand by itself."""
    more = select(WorkItem.case_id).where(item_is_open).group_by(WorkItem.case_id).having(func.count() > 1)
    return sql_case((Case.id.in_(more), Case.id)).label("several")


@kept_statement(FEW)
def _counting(process: str) -> Select[Any]:
    kinds = (
        Case.organ_id, WorkItem.assignee_id, WorkItem.case_id.is_not(None).label("in_hand"), several_steps(),
        phase_of_case(NOW).label("phase"),
    )  # fmt: skip
    of_organs = Case.organ_id.in_(bindparam("organs", expanding=True))
    hands = and_(WorkItem.case_id == Case.id, item_is_open)
    query = select(*kinds, func.count()).select_from(Case).outerjoin(WorkItem, hands)
    return query.where(is_open, of_organs, of_process(process)).group_by(
        Case.organ_id, WorkItem.assignee_id, "in_hand", "several", "phase"
    )


def list_board(
    organ_ids: set[int], name: str, now: datetime, page: int, organ: str = "", process: str = ""
) -> Page:
    """The cases behind a figure, nearest due moment first; as many as the figure says."""
    found = (is_open, condition(name, now), of_process(process))
    query = select(Case).where(Case.organ_id.in_(organ_ids), *found)
    if organ:
        query = query.join(Case.organ).where(OrgUnit.code == organ)
    return paged(query, page, *NEAREST_FIRST, read=listed_cases, counts_along=True)
