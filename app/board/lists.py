"""The lists of the board. A figure and its list use the same condition, so their numbers agree."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, select

from app.board.closed import MARK, Answered
from app.board.forecast import predicted
from app.board.wanted import (
    AHEAD,
    CALM,
    LATE_DONE,
    MONTHS,
    NOBODY,
    PREDICTED,
    STATES,
    UPCOMING,
    WEEKS,
    Wanted,
    is_closed,
    monday,
    own_lists,
    processes,
)
from app.casework.models import Case, WorkItem
from app.casework.models.listed import ListedCase
from app.casework.models.work import WorkItemStatus
from app.casework.terms.moments import Asked, phase_of_case, settled_so, under_way
from app.casework.work import supervision
from app.casework.work.keyed import BATCH, Key, Place, in_batches, keyed
from app.casework.work.listed import listed_cases
from app.casework.work.paging import Page, paged
from app.database import db, one_of
from app.law.office_time import office_day
from app.law.periods import first_day, following_month, months_until, weeks_from
from app.office.models import OrgUnit


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
    is_dear = wanted.name != "open" or wanted.hands  # all open cases are counted from their index alone
    return paged(query, at.number, *supervision.NEAREST_FIRST, read=listed_cases, counts_along=is_dear)


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
        return and_(under_way(now), Case.due_on <= until)
    if name == CALM:
        return and_(supervision.is_open, phase_of_case(now).not_in(list(supervision.LAMP_OF)))
    if name == LATE_DONE:
        return settled_so(*STATES[name])
    if name in STATES:
        return and_(Case.closed_on.is_not(None), settled_so(*STATES[name]))
    return of_process(name, now) if name in own_lists() else supervision.condition(name, now)


def of_process(name: str, now: Asked) -> ColumnElement[bool]:
    """The cases of a list that a process brings."""
    process, own = own_lists()[name]
    return and_(Case.process == process.key, own.condition(now))


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


def _narrowing(organ_ids: Collection[int], wanted: Wanted, now: datetime) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [supervision.of_process(wanted.process)]
    if wanted.hands:
        found.append(in_hand_of(wanted.person, wanted.unit))
    if wanted.name == PREDICTED:
        found.append(one_of(Case.id, predicted(organ_ids, now)))
    if begun := monday(wanted.week):
        found.append(Case.due_on.between(*weeks_from(begun, 1)[0]))
    first = first_day(wanted.month)
    if first:
        found.append(and_(Case.closed_on >= first, Case.closed_on < following_month(first)))
    return found
