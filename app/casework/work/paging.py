"""Long lists in pages: the keys of one page first, then its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, inspect

from app.database import db

PAGE_SIZE = 50
MOST_PAGES = 10_000


@dataclass(frozen=True)
class Page:
    """One page of a list."""

    rows: Sequence[Any]
    number: int
    total: int
    size: int = PAGE_SIZE

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))


def paged(
    query: Select[Any],
    page: int,
    *order: Any,
    size: int = PAGE_SIZE,
    whole: Select[Any] | None = None,
    total: int | None = None,
) -> Page:
    """One page and the total; a page out of range shows the nearest that exists.

    The page's keys are found first, so that sorting the cases of years moves narrow rows only; then `whole` (by default
    the query itself) reads the rows of these keys.
    """
    if total is None:
        counting = query.with_only_columns(func.count(), maintain_column_froms=True)
        total = db.session.scalar(counting.order_by(None)) or 0
    number = min(max(1, page), max(1, -(-total // size)), MOST_PAGES)
    mapper = inspect(query.column_descriptions[0]["entity"])
    narrow = query.with_only_columns(mapper.primary_key[0], maintain_column_froms=True)
    keys = db.session.scalars(narrow.order_by(*order).limit(size).offset((number - 1) * size)).all()
    reading = (query if whole is None else whole).where(mapper.primary_key[0].in_(keys)).order_by(None)
    found = {mapper.primary_key_from_instance(row)[0]: row for row in db.session.scalars(reading).unique()}
    return Page([found[key] for key in keys if key in found], number, total, size)
