"""Pages of lists that grow for years: counted to a thousand only, and found beside a row that was seen.

So a page costs what it shows, however many rows lie behind it. Every such list says how to find its keys (`Keys`).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import ColumnElement, literal, tuple_

from app.casework.contract.fields import is_row_id
from app.casework.work.paging import PAGE_SIZE, Page

COUNTED = 1_000
"""So many rows of a list that grows are counted; beyond, it is told that there are more."""
FARTHEST = 200
"""The last page of such a list that is found by its number alone; beyond, page by page."""
BATCH = 500
"""So many rows are read at a time where a whole list is handed out."""
Key = tuple[Any, ...]


@dataclass(frozen=True)
class Place:
    """Where in a list an address asks to be: a page by its number, or the rows next to a row that was seen."""

    number: int = 1
    older: str = ""  # than the row of this mark
    newer: str = ""


@dataclass(frozen=True)
class Beside:
    """Rows on one side of a key."""

    key: Key
    is_older: bool = True

    def limits(self, *columns: Any) -> ColumnElement[bool]:
        """The condition that a row with these columns lies there."""
        parts = zip(self.key, columns, strict=True)
        row, key = tuple_(*columns), tuple_(*(literal(part, column.type) for part, column in parts))
        return row < key if self.is_older else row > key


def in_order(beside: Beside | None, *columns: Any) -> list[Any]:
    """The newest first; next to a key and newer than it, the nearest first."""
    return list(columns) if beside and not beside.is_older else [column.desc() for column in columns]


def newest_first(beside: Beside | None, rows: Sequence[Any]) -> Sequence[Key]:
    """Rows that were read `in_order`, as the keys of a page."""
    keys = [tuple(row) for row in rows]
    return keys[::-1] if beside and not beside.is_older else keys


class Keys(Protocol):
    """At most so many keys of a list, newest first: of the whole, or those next to a key."""

    def __call__(self, most: int, beside: Beside | None = None) -> Sequence[Key]: ...


def in_batches(keys: Keys, read: Callable[[Sequence[Key]], Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """A whole list in the order of its pages, so many rows at a time."""
    found = keys(BATCH)
    while found:
        yield read(found)
        found = keys(BATCH, Beside(found[-1]))


@dataclass(frozen=True)
class Mark:
    """How a key is written in an address: its parts, each with what reads it."""

    parts: tuple[Callable[[str], Any], ...]

    def write(self, key: Key) -> str:
        return "~".join(
            value.isoformat() if hasattr(value, "isoformat") else str(value)
            for value in key[: len(self.parts)]
        )

    def read(self, text: str) -> Key | None:
        """None for what is no key."""
        values = text.split("~")
        if len(values) != len(self.parts):
            return None
        try:
            return tuple(part(value) for part, value in zip(self.parts, values, strict=True))
        except ValueError:
            return None


def row_id(text: str) -> int:
    """An id in a mark. Raises ValueError for what no table holds."""
    if not is_row_id(text):
        raise ValueError(text)
    return int(text)


def instant(text: str) -> datetime:
    """An instant in a mark. Raises ValueError for words that are none, or that say no time zone."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(text)
    return found


Count = Callable[[int], int]
"""How many rows a list has, told up to this number, where that costs less than reading their keys."""


@dataclass(frozen=True)
class _Walk:
    """A list with what its pages need to know."""

    keys: Keys
    mark: Mark
    size: int
    counted: int
    total: int | None
    count: Count | None = None

    def by_number(self, number: int) -> tuple[Page, Sequence[Key]]:
        """The page of this number, or the nearest that exists and is not too far."""
        wanted = min(max(1, number), FARTHEST)
        known = self.keys(max(0 if self.count else self.counted, wanted * self.size) + 1)
        number = min(wanted, max(1, -(-len(known) // self.size)))
        end = number * self.size
        found = known[end - self.size : end]
        page = self._page(found, number, len(known) > end)
        if self.total is not None:
            return page, found
        is_whole = self.count is None or len(known) <= wanted * self.size
        return replace(page, **(self._counted(len(known)) if is_whole else self._told())), found

    def beside(self, number: int, beside: Beside) -> tuple[Page, Sequence[Key]]:
        """The page on this side of a key; the first where it would begin before it, the last where nothing is left."""
        found = self.keys(self.size + 1, beside)
        has_further = len(found) > self.size
        if not beside.is_older and not has_further:
            return self.by_number(1)
        if not found:
            return self.by_number(number)
        found = found[: self.size] if beside.is_older else found[-self.size :]
        page = self._page(found, max(2, number), has_further or not beside.is_older)
        if self.total is None:
            page = replace(page, **self._told())
        return page, found

    def _told(self) -> dict[str, Any]:
        most = self.counted + 1
        return self._counted(len(self.keys(most)) if self.count is None else self.count(most))

    def _counted(self, known: int) -> dict[str, Any]:
        return {"total": min(known, self.counted), "has_more": known > self.counted}

    def _page(self, found: Sequence[Key], number: int, goes_on: bool) -> Page:
        older = self.mark.write(found[-1]) if found and goes_on else ""
        newer = self.mark.write(found[0]) if found and number > 1 else ""
        return Page((), number, self.total or 0, self.size, is_keyed=True, older=older, newer=newer)


def keyed(
    keys: Keys,
    at: Place,
    mark: Mark,
    read: Callable[[Sequence[Key]], Sequence[Any]],
    total: int | None = None,
    counted: int = COUNTED,
    size: int = PAGE_SIZE,
    count: Count | None = None,
) -> Page:
    """One page of a list that grows; `read` gives the rows of its keys. `total`, where it is known.

    `count`: for a list whose keys cost more than their number; without it the keys are read and counted.

    A mark that is none, or beside which nothing is left, leads to the page of that number, as far as there is one.
    """
    walk = _Walk(keys, mark, size, counted if total is None else 0, total, count)
    key = mark.read(at.older or at.newer)
    if key is None:
        page, found = walk.by_number(at.number)
    else:
        page, found = walk.beside(at.number, Beside(key, bool(at.older)))
    return replace(page, rows=read(found))
