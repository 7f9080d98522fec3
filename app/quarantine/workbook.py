"""What a spreadsheet says, cell by cell, as the quarantine has read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Value = str | float


@dataclass(frozen=True)
class SheetRow:
    """A row that holds something: its number in the sheet, and its cells by column (from 1)."""

    number: int
    cells: Mapping[int, Value]


@dataclass(frozen=True)
class Sheet:
    """One visible sheet. `merged`: ranges (A5:A8); `formulas`: the first cells that are reckoned."""

    name: str
    rows: tuple[SheetRow, ...]
    merged: tuple[str, ...] = ()
    formulas: tuple[str, ...] = ()


@dataclass(frozen=True)
class Workbook:
    """`from_1904`: its numbers for days count from 1904 and not from 1900."""

    sheets: tuple[Sheet, ...]
    from_1904: bool = False


def workbook_of(found: Mapping[str, Any]) -> Workbook:
    """An answer of the quarantine as a workbook. Raises KeyError, TypeError, ValueError for one of another shape."""
    return Workbook(tuple(_sheet(one) for one in found["sheets"]), bool(found["from_1904"]))


def _sheet(found: Mapping[str, Any]) -> Sheet:
    rows = tuple(SheetRow(int(number), _cells(cells)) for number, cells in found["rows"])
    return Sheet(str(found["name"]), rows, _words(found["merged"]), _words(found["formulas"]))


def _cells(found: Any) -> dict[int, Value]:
    return {int(column): value if isinstance(value, (int, float)) else str(value) for column, value in found}


def _words(found: Any) -> tuple[str, ...]:
    return tuple(str(one) for one in found)
