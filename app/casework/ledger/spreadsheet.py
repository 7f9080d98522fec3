"""Spreadsheets that go out."""

from collections.abc import Iterable, Sequence
from typing import Any

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Row = Sequence[Any]
Sheet = tuple[str, Sequence[tuple[str, int]], Iterable[Row]]


def written(sheets: Sequence[Sheet]) -> bytes:
    """An xlsx of these sheets: name, columns (head, width in signs), rows. A list of any length needs the memory of one
    row."""
    # here, as its library takes 7 MB of every process and few write one
    from app.casework.ledger.workbook import bytes_of

    return bytes_of(sheets)
