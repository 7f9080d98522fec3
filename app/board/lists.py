"""The lists of the board. A figure and its list use the same condition, so their numbers agree."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, not_, or_, select

from app.board.closed import MARK, Answered
from app.casework.acts.errors import NotFound
from app.casework.contract.figures import CaseList
from app.casework.contract.platform import platform
from app.casework.contract.process import Process
from app.casework.models import Case, WorkItem
from app.casework.models.listed import ListedCase
from app.casework.models.work import WorkItemStatus
from app.casework.terms.moments import settled_so
from app.casework.work import supervision
from app.casework.work.keyed import BATCH, Key, Place, in_batches, keyed
from app.casework.work.listed import listed_cases
from app.casework.work.paging import Page, paged
from app.database import db
from app.law.clock import ClockState
from app.office.models import OrgUnit

UPCOMING, CALM, LATE_DONE, ANSWERED, PUNCTUAL = "upcoming", "calm", "late_done", "answered", "punctual"
STATES = {
    LATE_DONE: (ClockState.MISSED,), ANSWERED: (ClockState.MET, ClockState.MISSED), PUNCTUAL: (ClockState.MET,),
}  # fmt: skip
"""The lists of what was answered: how the reply ended."""
NOBODY = "none"
UNKNOWN_LIST = "没有这个列表，请从督办看板选择"


def processes(key: str = "") -> list[Process]:
    """The process of this key, or all."""
    return [process for process in platform().processes.values() if key in ("", process.key)]


def own_lists(key: str = "") -> dict[str, tuple[Process, CaseList]]:
    """The lists that processes bring, by their name in the address."""
    return {
        f"{process.key}.{one.name}": (process, one)
        for process in processes(key)
        for one in process.figures.lists
    }


def titles(key: str = "") -> dict[str, str]:
    """Every list of the board (of one process, or of all) and its title."""
    done = {process.figures.done for process in processes(key)}
    return {
        **supervision.LISTS, UPCOMING: "临期（含今日到期）", CALM: "正常", LATE_DONE: "逾期已办",
        ANSWERED: done.pop() if len(done) == 1 else "已办结", PUNCTUAL: "按期办结",
        **{name: one.title for name, (_, one) in own_lists(key).items()},
    }  # fmt: skip


def is_closed(name: str) -> bool:
    """Whether the cases of this list are done."""
    own = own_lists().get(name)
    return name in STATES or (own is not None and own[1].is_closed)


@dataclass(frozen=True)
class Wanted:
    """Which list, and what it is narrowed to; kept in the page's address."""

    name: str = "open"
    organ: str = ""
    person: str = ""  # id, or "none" for what nobody has taken
    month: str = ""  # 2026-03, for closed cases
    process: str = ""  # key; none: all processes

    @classmethod
    def from_address(cls, values: Mapping[str, str]) -> "Wanted":
        """What the address asks for; a narrowing that it cannot mean is left out. Raises NotFound for no such list."""
        name, person = values.get("list", "open"), values.get("person", "")
        process = process_asked_for(values)
        if name not in titles():
            raise NotFound(UNKNOWN_LIST)
        return cls(
            name if name in titles(process) else "open",
            values.get("organ", "")[:40],
            person if person == NOBODY or (person.isdecimal() and len(person) < 10) else "",
            values.get("month", "") if first_day(values.get("month", "")) else "",
            process,
        )

    def address(self, **changes: str) -> dict[str, Any]:
        """The parameters of the address of this list, or of one that differs."""
        one = replace(self, **changes)
        found = {"list": one.name, "organ": one.organ, "person": one.person, "month": one.month,
                 "process": one.process}  # fmt: skip
        return {name: value for name, value in found.items() if value}


def process_asked_for(values: Mapping[str, str]) -> str:
    """The process in the address, if there is one of that key."""
    key = values.get("process", "")
    return key if key in platform().processes else ""


def cases(organ_ids: Collection[int], wanted: Wanted, now: datetime, at: Place) -> Page:
    """The cases of a list: open ones by nearest due moment, closed ones latest first."""
    ids = organs_of(organ_ids, wanted.organ)
    if wanted.name in STATES and not wanted.person:
        answered = _answered(ids, wanted)
        return keyed(answered.keys, at, MARK, _read, answered.total())
    query = select(Case).where(Case.organ_id.in_(ids), condition(wanted.name, now), *_narrowing(wanted))
    if is_closed(wanted.name):
        return paged(query, at.number, Case.closed_on.desc(), Case.id.desc(), read=listed_cases)
    if wanted.name not in own_lists():
        query = query.where(supervision.is_open)
    return paged(query, at.number, *supervision.NEAREST_FIRST, read=listed_cases)


def every_case(organ_ids: Collection[int], wanted: Wanted, now: datetime) -> Iterator[Sequence[ListedCase]]:
    """The whole of the same list in batches; what is not `keyed` is short, and its ids are read at once."""
    ids = organs_of(organ_ids, wanted.organ)
    if wanted.name in STATES and not wanted.person:
        yield from in_batches(_answered(ids, wanted).keys, _read)
        return
    query = select(Case.id).where(Case.organ_id.in_(ids), condition(wanted.name, now), *_narrowing(wanted))
    if not is_closed(wanted.name) and wanted.name not in own_lists():
        query = query.where(supervision.is_open)
    order = (Case.closed_on.desc(), Case.id.desc()) if is_closed(wanted.name) else supervision.NEAREST_FIRST
    found = db.session.scalars(query.order_by(*order)).all()
    for start in range(0, len(found), BATCH):
        yield listed_cases(found[start : start + BATCH])


def _read(keys: Sequence[Key]) -> Sequence[ListedCase]:
    return listed_cases([key[1] for key in keys])


def _answered(organ_ids: Collection[int], wanted: Wanted) -> Answered:
    first = first_day(wanted.month)
    return Answered(
        organ_ids, [process.key for process in processes(wanted.process)], STATES[wanted.name],
        first, following_month(first) if first else None, closed_only=wanted.name != LATE_DONE,
    )  # fmt: skip


def organs_of(organ_ids: Collection[int], code: str) -> Collection[int]:
    """Those of the organs that have this code: a renamed organ is several; all without a code."""
    if not code:
        return organ_ids
    return list(db.session.scalars(select(OrgUnit.id).where(OrgUnit.id.in_(organ_ids), OrgUnit.code == code)))


def condition(name: str, now: datetime) -> ColumnElement[bool]:
    """The cases of a list, wherever."""
    if name == UPCOMING:
        return supervision.condition("today", now) | supervision.condition("soon", now)
    if name == CALM:
        marked = [supervision.condition(other, now) for other in ("overdue", "today", "soon", "paused")]
        return and_(supervision.condition("open", now), not_(or_(*marked)))
    if name == LATE_DONE:
        return settled_so(*STATES[name])
    if name in STATES:
        return and_(Case.closed_on.is_not(None), settled_so(*STATES[name]))
    if (own := own_lists().get(name)) is not None:
        return and_(Case.process == own[0].key, own[1].condition(now))
    return supervision.condition(name, now)


def in_hand_of(person: str) -> ColumnElement[bool]:
    """The case has an open work item that this person has taken, or that nobody has."""
    whose = WorkItem.assignee_id.is_(None) if person == NOBODY else WorkItem.assignee_id == int(person)
    return exists().where(WorkItem.case_id == Case.id, WorkItem.status == WorkItemStatus.OPEN, whose)


def _narrowing(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [supervision.of_process(wanted.process)]
    if wanted.person:
        found.append(in_hand_of(wanted.person))
    first = first_day(wanted.month)
    if first:
        found.append(and_(Case.closed_on >= first, Case.closed_on < following_month(first)))
    return found


def first_day(month: str) -> date | None:
    """2026-03 → its first day; None for anything else."""
    try:
        return date.fromisoformat(f"{month}-01") if len(month) == 7 else None
    except ValueError:
        return None


def following_month(first: date) -> date:
    """The first day of the next month."""
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)
