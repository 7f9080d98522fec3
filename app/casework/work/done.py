"""已办: what a person completed, newest first. Years of work, so its pages are found by keys."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from app.casework.models import WorkItem
from app.casework.models.listed import ListedItem
from app.casework.publications.words import wanted
from app.casework.search.asking import Asked
from app.casework.work.inbox import Filter, narrowed
from app.casework.work.keyed import (
    COUNTED,
    Beside,
    Key,
    Mark,
    Place,
    in_batches,
    in_order,
    instant,
    keyed,
    newest_first,
)
from app.casework.work.listed import listed_items
from app.casework.work.paging import PAGE_SIZE, Page
from app.database import columns_of
from app.office.standing import Standing

MARK = Mark((instant, lambda text: str(UUID(text))))
RARE = 2_000
"""A word with no more hits than this is looked for among the person's items; one with more is met on the way."""


def list_done(standing: Standing, by: Filter, now: datetime, at: Place) -> Page:
    """已办: what the person completed, newest first.

    Under a common word only a page is counted: how many follow is not known without reading them all.
    """
    rare = _rare_cases(by)
    found = _Done(standing.person_id, by, now, rare)
    is_walked = bool(wanted(by.words)) and rare is None
    counted = PAGE_SIZE if is_walked else COUNTED
    return keyed(found.keys, at, MARK, _read, counted=counted, count=None if is_walked else found.count)


def every_done(standing: Standing, by: Filter, now: datetime) -> Iterator[Sequence[ListedItem]]:
    """The whole of the same list, newest first, in batches."""
    yield from in_batches(_Done(standing.person_id, by, now, _rare_cases(by)).keys, _read)


def _read(keys: Sequence[Key]) -> Sequence[Any]:
    return listed_items([key[1] for key in keys])


def _rare_cases(by: Filter) -> Sequence[int] | None:
    """The cases with these words, where they are few; None where they are many or no word is asked for."""
    if not (words := wanted(by.words)):
        return None
    hits = Asked.anywhere(words).newest(RARE + 1)
    return hits if len(hits) <= RARE else None


class _Done:
    """The keys of 已办: (done at, id)."""

    def __init__(self, person_id: int, by: Filter, now: datetime, rare: Sequence[int] | None) -> None:
        self.person_id, self.by, self.now, self.rare = person_id, by, now, rare

    def keys(self, most: int, beside: Beside | None = None) -> Sequence[Key]:
        query = narrowed(self._own(), self.by, self.now)
        if beside:
            query = query.where(beside.limits(WorkItem.done_at, WorkItem.id))
        ordered = query.order_by(*in_order(beside, WorkItem.done_at, WorkItem.id)).limit(most)
        return newest_first(beside, columns_of(ordered).all())

    def count(self, most: int) -> int:
        """How many they are, told up to this number: a thousand instants are not read to be counted."""
        some = narrowed(self._own(), self.by, self.now).limit(most).subquery()
        return columns_of(select(func.count()).select_from(some)).scalar() or 0

    def _own(self) -> Select[Any]:
        """The person's items: from the head of their index, or those of a few cases (which `coalesce` insists on)."""
        query = select(WorkItem.done_at, WorkItem.id)
        if self.rare is not None:
            of_person = func.coalesce(WorkItem.done_by_id, 0) == self.person_id
            query = query.where(of_person, WorkItem.case_id.in_(self.rare))
        else:
            query = query.where(WorkItem.done_by_id == self.person_id)  # set with the status `done` only
        return query.join(WorkItem.case) if self.by.asks_of_the_case else query
