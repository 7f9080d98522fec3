"""Lists in pages: the keys of one page first, then its rows. A list that grows for years is `keyed` instead."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, inspect

from app.database import columns_of, db

PAGE_SIZE = 50
MOST_PAGES = 10_000
NUMBERED = 20


@dataclass(frozen=True)
class Page:
    """One page of a list.

    Of a list that is `keyed`: `has_more`, there are more rows than `total`, which were not counted; `older`, `newer`,
    the last and the first row of the page, for the addresses of its neighbours where there are any.
    """

    rows: Sequence[Any]
    number: int
    total: int
    size: int = PAGE_SIZE
    is_keyed: bool = False
    has_more: bool = False
    older: str = ""
    newer: str = ""

    @property
    def pages(self) -> int:
        """The pages of what was counted."""
        return max(1, -(-self.total // self.size))

    @property
    def numbered(self) -> int:
        """The pages that a pager offers by their number; in a list that is keyed, the first only."""
        return min(self.pages, NUMBERED) if self.is_keyed else self.pages


def paged(
    query: Select[Any],
    page: int,
    *order: Any,
    size: int = PAGE_SIZE,
    read: Callable[[Sequence[Any]], Sequence[Any]] | None = None,
    total: int | None = None,
    counts_along: bool = False,
) -> Page:
    """One page and the total; a page out of range shows the nearest that exists.

    The page's keys are found first, so that sorting the cases of years moves narrow rows only; then `read` (by default
    the query itself, as entities) gives the rows of these keys. `counts_along`: for lists whose conditions cost more
    than their rows; they are asked once of each row, not once to count and once to choose.
    """
    mapper = inspect(query.column_descriptions[0]["entity"])
    narrow = query.with_only_columns(mapper.primary_key[0], maintain_column_froms=True).order_by(*order)
    number, total, keys = _keys(narrow, max(1, page), size, total, counts_along)
    if read is not None:
        return Page(read(keys), number, total, size)
    reading = query.where(mapper.primary_key[0].in_(keys)).order_by(None)
    found = {mapper.primary_key_from_instance(row)[0]: row for row in db.session.scalars(reading).unique()}
    return Page([found[key] for key in keys if key in found], number, total, size)


def nearest_page(wanted: int, total: int, size: int = PAGE_SIZE) -> int:
    """The page of this number, or the nearest that exists."""
    return min(max(1, wanted), max(1, -(-total // size)), MOST_PAGES)


def _keys(
    narrow: Select[Any], wanted: int, size: int, total: int | None, counts_along: bool
) -> tuple[int, int, Sequence[Any]]:
    """The number of the page, the total and the page's keys."""
    if total is None and counts_along and wanted <= MOST_PAGES:
        with_total = narrow.add_columns(func.count().over()).limit(size).offset((wanted - 1) * size)
        rows = columns_of(with_total).all()
        if rows or wanted == 1:
            return wanted, rows[0][1] if rows else 0, [key for key, _ in rows]
    if total is None:
        counting = narrow.with_only_columns(func.count(), maintain_column_froms=True)
        total = columns_of(counting.order_by(None)).scalar() or 0
    number = nearest_page(wanted, total, size)
    return number, total, columns_of(narrow.limit(size).offset((number - 1) * size)).scalars().all()
