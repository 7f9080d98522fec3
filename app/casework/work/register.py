"""台账: the cases that a person may read, newest first; each page is read from the heads of indexes."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, union

from app.casework.contract.platform import platform
from app.casework.models import Case, WorkItem
from app.casework.models.cases import CaseState
from app.casework.models.listed import ListedCase
from app.casework.publications.words import wanted
from app.casework.search.asking import Asked, contains
from app.casework.work.boxes import STANDINGS, is_in_my_pool, is_mine, is_open
from app.casework.work.heads import MOST, Most, heads
from app.casework.work.keyed import (
    Beside,
    Key,
    Mark,
    Place,
    in_batches,
    in_order,
    keyed,
    newest_first,
    row_id,
)
from app.casework.work.listed import listed_cases
from app.casework.work.paging import Page
from app.casework.work.steps_now import is_at_step
from app.database import columns_of, db, kept_statement
from app.office.models import OrgUnit
from app.office.reach import Reach, reach_of
from app.office.standing import Standing

MARK = Mark((row_id,))


def readable_cases(standing: Standing) -> ColumnElement[bool]:
    """Cases that the person's posts open; agrees with READ_CASE."""
    reach = reach_of(standing)
    asked = select(WorkItem.case_id).where(
        WorkItem.copy_item.is_not(None), WorkItem.unit_id.in_(reach.unit_ids)
    )
    own = or_(Case.organ_id.in_(reach.organ_ids), Case.handling_unit_id.in_(reach.unit_ids))
    return or_(own, Case.id.in_(asked)) if reach.unit_ids else own


def opened_by_posts(standing: Standing, case_ids: Collection[int]) -> frozenset[int]:
    """Those of these cases whose page the person's posts open: a list of the house links no others."""
    query = select(Case.id).where(Case.id.in_(case_ids), readable_cases(standing))
    return frozenset(db.session.scalars(query)) if case_ids else frozenset()


@dataclass(frozen=True)
class Register:
    """What the list is narrowed to. `due_before` and `step` find open cases, for no other has a due day or a task."""

    process: str = ""
    words: str = ""
    state: str = ""
    due_before: date | None = None
    listed: Sequence[ColumnElement[bool]] = ()  # the condition of a list that a process brings: `on_list`
    step: str = ""  # title of an open task
    unit: str = ""  # code of the organ or of the handling unit
    outcome: str = ""
    received_from: date | None = None
    received_until: date | None = None
    with_own_items: bool = False  # as well what one's own open items open, beyond one's posts


WHOLE = Register(with_own_items=True)
"""What everybody sees who opens the register, and turns its first pages: its statements are built once."""


def list_cases(standing: Standing, by: Register, at: Place) -> Page:
    """台账: cases that may be read, newest first."""
    found = _Readable(standing, by)
    count = None if wanted(by.words) else found.count
    return keyed(found.keys, at, MARK, lambda keys: listed_cases([key[0] for key in keys]), count=count)


def every_case(standing: Standing, by: Register) -> Iterator[Sequence[ListedCase]]:
    """The whole of the same list, newest first, in batches."""
    yield from in_batches(_Readable(standing, by).keys, lambda keys: listed_cases([key[0] for key in keys]))


class _Readable:
    """The keys of the register: units, words and own items each give their newest."""

    def __init__(self, standing: Standing, by: Register) -> None:
        self.standing, self.by, self.reach = standing, by, reach_of(standing)
        if by.state not in set(CaseState):
            self.by = replace(by, state=CaseState.OPEN if by.due_before or by.step else "")

    def keys(self, most: int, beside: Beside | None = None) -> Sequence[Key]:
        """Ids, newest first. Words are looked for by their index, but among open cases one by one."""
        if beside is None and self.by == WHOLE:
            return [(id_,) for id_ in columns_of(_whole(self.standing), {"most": most}).scalars()]
        parts, asked = self._beyond_posts(most, beside), self._asked()
        hits = asked.newest(most, beside) if asked else ()
        if asked is None:
            parts += self._by_posts(most, beside)
        return _newest((*self._ids_of(parts, most, beside), *hits), most, beside)

    def count(self, most: int) -> int:
        """How many they are, told up to this number: often one's posts alone have as many, and no union is needed."""
        counts = _counts_of_whole(self.standing) if self.by == WHOLE else self.counts_of_posts(most)
        if any((columns_of(one, {"most": most}).scalar() or 0) >= most for one in counts):
            return most
        return len(self.keys(most))

    def _asked(self) -> Asked | None:
        """What the index of words is asked; None without a word, and among open cases, of which each is looked at."""
        words = wanted(self.by.words)
        if not words or self.by.state == CaseState.OPEN:
            return None
        return Asked(words, self.reach.organ_ids, self.reach.unit_ids, self.by.process, self._narrowed())

    def _ids_of(self, parts: list[Select[Any]], most: int, beside: Beside | None) -> Sequence[int]:
        return columns_of(_put_together(parts, most, beside)).scalars().all() if parts else ()

    def whole(self) -> Select[tuple[int]]:
        """The newest of what no words narrow, `MOST` of them, in one statement."""
        return _put_together(self._beyond_posts(MOST, None) + self._by_posts(MOST, None), MOST, None)

    def counts_of_posts(self, most: Most) -> list[Select[tuple[int]]]:
        """How many each of one's posts opens, told up to this number."""
        return [select(func.count()).select_from(part.subquery()) for part in self._by_posts(most, None)]

    def _by_posts(self, most: Most, beside: Beside | None) -> list[Select[Any]]:
        found = []
        for column, ids in (
            (Case.organ_id, self.reach.organ_ids),
            (Case.handling_unit_id, self.reach.unit_ids),
        ):
            if ids:
                found += [heads(ids, self._of_unit(column, each, most, beside)) for each in self._prefixes()]
        return found

    def _prefixes(self) -> list[list[ColumnElement[bool]]]:
        """What an index of cases by unit, process and state is asked for; without a filter none is needed."""
        if not self.by.process and not self.by.state:
            return [[]]
        keys = [self.by.process] if self.by.process else list(platform().processes)
        states = [self.by.state] if self.by.state else list(CaseState)
        return [[Case.process == key, Case.state == state] for key, state in product(keys, states)]

    def _of_unit(
        self, column: Any, prefix: list[ColumnElement[bool]], most: Most, beside: Beside | None
    ) -> Any:
        narrowed = [*prefix, *self._words_and_day()]
        if beside:
            narrowed.append(beside.limits(Case.id))

        def picked(unit_id: Any) -> Select[Any]:
            query = select(Case.id).where(column == unit_id, *narrowed)
            return query.order_by(*in_order(beside, Case.id)).limit(most)

        return picked

    def _beyond_posts(self, most: Most, beside: Beside | None) -> list[Select[Any]]:
        """Cases that one was asked about (会签), and those of one's own open items."""
        found: list[ColumnElement[bool]] = []
        if self.reach.unit_ids:
            found.append(WorkItem.copy_item.is_not(None) & WorkItem.unit_id.in_(self.reach.unit_ids))
        if self.by.with_own_items:
            found += [is_open & is_mine(self.standing), is_open & is_in_my_pool(self.standing)]
        narrowed = self._narrowed()
        if self.by.words:  # what one's posts open has a part of its own, and is not looked at twice
            narrowed += [_not_by_posts(self.reach), contains(self.by.words)]
        return [self._of_items(condition, narrowed, most, beside) for condition in found]

    def _of_items(
        self,
        condition: ColumnElement[bool],
        narrowed: list[ColumnElement[bool]],
        most: Most,
        beside: Beside | None,
    ) -> Select[Any]:
        query = select(WorkItem.case_id.label("id")).where(condition).distinct()
        if narrowed:
            query = query.join(Case, Case.id == WorkItem.case_id).where(*narrowed)
        if beside:
            query = query.where(beside.limits(WorkItem.case_id))
        first = query.order_by(*in_order(beside, WorkItem.case_id)).limit(most).subquery()
        return select(first.c.id)

    def _narrowed(self) -> list[ColumnElement[bool]]:
        """Process, state and what else the filter asks of a case."""
        found = [Case.process == self.by.process] if self.by.process else []
        if self.by.state:
            found.append(Case.state == self.by.state)
        return [*found, *self._beside()]

    def _words_and_day(self) -> list[ColumnElement[bool]]:
        return [*([contains(self.by.words)] if self.by.words else []), *self._beside()]

    def _beside(self) -> list[ColumnElement[bool]]:
        """Due day, step, unit, outcome, days of receipt, the list of a process: asked of each case on the way."""
        by, found = self.by, []
        if by.due_before:
            found.append(Case.due_on < by.due_before)
        if by.step:
            found.append(is_at_step(by.step))
        if by.unit:
            units = select(OrgUnit.id).where(OrgUnit.code == by.unit)
            found.append(or_(Case.organ_id.in_(units), Case.handling_unit_id.in_(units)))
        if by.outcome:
            found.append(Case.outcome == by.outcome)
        if by.received_from:
            found.append(Case.received_on >= by.received_from)
        if by.received_until:
            found.append(Case.received_on <= by.received_until)
        return [*found, *by.listed]


@kept_statement(STANDINGS)
def _whole(standing: Standing) -> Select[tuple[int]]:
    return _Readable(standing, WHOLE).whole()


@kept_statement(STANDINGS)
def _counts_of_whole(standing: Standing) -> list[Select[tuple[int]]]:
    return _Readable(standing, WHOLE).counts_of_posts(MOST)


def _put_together(parts: list[Select[Any]], most: Most, beside: Beside | None) -> Select[tuple[int]]:
    found = union(*parts).subquery()
    return select(found.c.id).order_by(*in_order(beside, found.c.id)).limit(most)


def _not_by_posts(reach: Reach) -> ColumnElement[bool]:
    """Cases of other organs that no unit of one's posts has in hand."""
    elsewhere = or_(Case.handling_unit_id.is_(None), Case.handling_unit_id.not_in(reach.unit_ids))
    return and_(Case.organ_id.not_in(reach.organ_ids), elsewhere)


def _newest(ids: Iterable[int], most: int, beside: Beside | None) -> Sequence[Key]:
    """So many of them, each once, as the keys of a page."""
    is_older = beside is None or beside.is_older
    return newest_first(beside, [(id_,) for id_ in sorted(set(ids), reverse=is_older)[:most]])
