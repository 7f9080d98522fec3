"""A spreadsheet that goes out, row by row to a file, so that a list of any length needs the memory of one row.

Every cell is a text, a day or a number. A text that a program would take for a formula is marked as text. The rest of
the house writes by `ledger.spreadsheet`, which reads this in when something is written.
"""

import re
import tempfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from app.casework.ledger.spreadsheet import Row, Sheet
from app.law.office_time import OFFICE_OFFSET

STARTS_A_FORMULA = tuple("=+-@\t\r")
LONGEST_CELL = 32_000  # what the format holds
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def bytes_of(sheets: Sequence[Sheet]) -> bytes:
    """What `ledger.spreadsheet.written` tells."""
    book = Workbook(write_only=True)
    for name, columns, rows in sheets:
        sheet = book.create_sheet(name)
        try:
            _write(sheet, columns, rows)
        except BaseException:
            sheet.close()  # its file is written row by row and stays open otherwise
            raise
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        book.save(path)
        return path.read_bytes()


def _write(sheet: Any, columns: Sequence[tuple[str, int]], rows: Iterable[Row]) -> None:
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", "9"
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    for place, (_head, width) in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.append([_head_cell(sheet, head) for head, _width in columns])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _head_cell(sheet: Any, words: str) -> Any:
    cell = WriteOnlyCell(sheet, value=words)
    cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="center")
    return cell


def _cell(sheet: Any, value: Any) -> Any:
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        value = value.astimezone(OFFICE_OFFSET).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, (int, float, date)):
        cell = WriteOnlyCell(sheet, value=value)
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
        return cell
    text = NOT_IN_XML.sub("", str(value))[:LONGEST_CELL]
    cell = WriteOnlyCell(sheet, value=text)
    if text.startswith(STARTS_A_FORMULA):
        cell.data_type, cell.quotePrefix = "s", True
    return cell
