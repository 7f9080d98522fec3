"""The lists of the board. A figure and its list use the same condition, so their numbers agree."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, not_, or_, select

from app.board.closed import BANDS, MARK, Answered
from app.board.forecast import on_the_way, predicted
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
from app.law.office_time import office_day
from app.law.periods import first_day, following_month, months_until, weeks_from
from app.office.models import OrgUnit

UPCOMING, CALM, LATE_DONE, ANSWERED, PUNCTUAL = "upcoming", "calm", "late_done", "answered", "punctual"
AHEAD, PREDICTED = "ahead", "predicted"
MONTHS, WEEKS = 12, 4
"""So far back, and so far ahead, do the figures of the board look."""
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
        AHEAD: "未来四周到期", PREDICTED: "预计逾期",
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
    unit: str = ""  # code of a unit that has an open step in hand
    week: str = ""  # its Monday, for cases that fall due
    days: str = ""  # band of days that answered cases of the last twelve months took

    @classmethod
    def from_address(cls, values: Mapping[str, str]) -> "Wanted":
        """What the address asks for; a narrowing that it cannot mean is left out. Raises NotFound for no such list."""
        name, person = values.get("list", "open"), values.get("person", "")
        process, days = process_asked_for(values), values.get("days", "")
        if name not in titles():
            raise NotFound(UNKNOWN_LIST)
        return cls(
            name if name in titles(process) else "open",
            values.get("organ", "")[:40],
            person if person == NOBODY or (person.isdecimal() and len(person) < 10) else "",
            values.get("month", "") if first_day(values.get("month", "")) else "",
            process,
            values.get("unit", "")[:40],
            values.get("week", "") if monday(values.get("week", "")) else "",
            days if name == ANSWERED and days in map(str, BANDS) else "",
        )

    @property
    def hands(self) -> bool:
        """Whether it is narrowed to who has the cases in hand."""
        return bool(self.person or self.unit)

    def address(self, **changes: str) -> dict[str, Any]:
        """The parameters of the address of this list, or of one that differs."""
        one = replace(self, **changes)
        found = {"list": one.name, "organ": one.organ, "person": one.person, "month": one.month,
                 "process": one.process, "unit": one.unit, "week": one.week, "days": one.days}  # fmt: skip
        return {name: value for name, value in found.items() if value}


def process_asked_for(values: Mapping[str, str]) -> str:
    """The process in the address, if there is one of that key."""
    key = values.get("process", "")
    return key if key in platform().processes else ""


def cases(organ_ids: Collection[int], wanted: Wanted, now: datetime, at: Place) -> Page:
    """The cases of a list: open ones by nearest due moment, closed ones latest first."""
    ids = organs_of(organ_ids, wanted.organ)
    if wanted.name in STATES and not wanted.hands:
        answered = _answered(ids, wanted, now)
        return keyed(answered.keys, at, MARK, _read, answered.total())
    query = select(Case).where(
        Case.organ_id.in_(ids), condition(wanted.name, now), *_narrowing(ids, wanted, now)
    )
    if is_closed(wanted.name):
        return paged(query, at.number, Case.closed_on.desc(), Case.id.desc(), read=listed_cases)
    if wanted.name not in own_lists():
        query = query.where(supervision.is_open)
    return paged(query, at.number, *supervision.NEAREST_FIRST, read=listed_cases)


def every_case(organ_ids: Collection[int], wanted: Wanted, now: datetime) -> Iterator[Sequence[ListedCase]]:
    """The whole of the same list in batches; what is not `keyed` is short, and its ids are read at once."""
    ids = organs_of(organ_ids, wanted.organ)
    if wanted.name in STATES and not wanted.hands:
        yield from in_batches(_answered(ids, wanted, now).keys, _read)
        return
    query = select(Case.id).where(
        Case.organ_id.in_(ids), condition(wanted.name, now), *_narrowing(ids, wanted, now)
    )
    if not is_closed(wanted.name) and wanted.name not in own_lists():
        query = query.where(supervision.is_open)
    order = (Case.closed_on.desc(), Case.id.desc()) if is_closed(wanted.name) else supervision.NEAREST_FIRST
    found = db.session.scalars(query.order_by(*order)).all()
    for start in range(0, len(found), BATCH):
        yield listed_cases(found[start : start + BATCH])


def _read(keys: Sequence[Key]) -> Sequence[ListedCase]:
    return listed_cases([key[1] for key in keys])


def _answered(organ_ids: Collection[int], wanted: Wanted, now: datetime) -> Answered:
    first = since = first_day(wanted.month)
    if wanted.days and first is None:
        *_, last = months = months_until(office_day(now), MONTHS)
        since, first = first_day(months[0]), first_day(last)
    return Answered(
        organ_ids, [process.key for process in processes(wanted.process)], STATES[wanted.name],
        since, following_month(first) if first else None, closed_only=wanted.name != LATE_DONE,
        up_to=int(wanted.days) if wanted.days else None,
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
    if name in (AHEAD, PREDICTED):
        until = weeks_from(office_day(now), WEEKS)[-1][1]
        return and_(on_the_way(now), Case.due_on <= until)
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


def in_hand_of(person: str, unit: str) -> ColumnElement[bool]:
    """The case has an open work item that this person has taken, or that nobody has; at the unit of this code."""
    held: list[ColumnElement[bool]] = [WorkItem.case_id == Case.id, WorkItem.status == WorkItemStatus.OPEN]
    if person:
        held.append(
            WorkItem.assignee_id.is_(None) if person == NOBODY else WorkItem.assignee_id == int(person)
        )
    if unit:
        held.append(WorkItem.unit_id.in_(select(OrgUnit.id).where(OrgUnit.code == unit)))
    return exists().where(*held)


def monday(text: str) -> date | None:
    """The Monday that the address names; None for anything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.weekday() == 0 else None


def _narrowing(organ_ids: Collection[int], wanted: Wanted, now: datetime) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [supervision.of_process(wanted.process)]
    if wanted.hands:
        found.append(in_hand_of(wanted.person, wanted.unit))
    if wanted.name == PREDICTED:
        found.append(Case.id.in_(predicted(organ_ids, now)))
    if begun := monday(wanted.week):
        found.append(Case.due_on.between(*weeks_from(begun, 1)[0]))
    first = first_day(wanted.month)
    if first:
        found.append(and_(Case.closed_on >= first, Case.closed_on < following_month(first)))
    return found
