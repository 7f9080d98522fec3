"""A report as files: HTML as published, PDF, docx, xlsx, JSON."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.casework.annual.content import Content
from app.casework.ledger.spreadsheet import EXCEL, written
from app.casework.models.annual import AnnualReport
from app.law.annual_report.cells import Cells, kept, read
from app.law.annual_report.document import COLUMNS_OF, GRIDS
from app.law.annual_report.form import CELLS, TABLE_TITLES
from app.letters.annual_report import Printed, report_docx, report_html, report_pdf

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEETS = {"table2": "主动公开", "table3": "申请", "table4": "复议诉讼"}


@dataclass(frozen=True)
class Form:
    """One of the forms: its media type, its words, and how it is made."""

    media: str
    words: str
    make: Callable[[Printed], bytes]


def _html(report: Printed) -> bytes:
    return report_html(report).encode()


def _xlsx(report: Printed) -> bytes:
    """The three tables, a sheet each; numbers as numbers, an empty cell empty."""
    sheets = [
        (SHEETS[table], [(TABLE_TITLES[table], 24), *(("", 14) for _ in range(COLUMNS_OF[table] - 1))],
         list(_rows(table, report.cells)))
        for table in GRIDS
    ]  # fmt: skip
    return written(sheets)


def _rows(table: str, cells: Cells) -> list[list[object]]:
    """The rows of a table; a box that spans stands in its first place alone."""
    covered: dict[int, int] = {}
    rows: list[list[object]] = []
    for row in GRIDS[table]:
        line: list[object] = []
        boxes = list(row)
        while len(line) < COLUMNS_OF[table]:
            place = len(line)
            if covered.get(place, 0):
                covered[place] -= 1
                line.append("")
                continue
            box = boxes.pop(0)
            for beside in range(box.across):
                covered[place + beside] = box.down - 1
                line.append(_plain(box.text(cells), bool(box.name)) if not beside else "")
        rows.append(line)
    return rows


def _plain(text: str, is_value: bool) -> object:
    if is_value and text.replace(".", "", 1).isdigit():
        return float(text) if "." in text else int(text)
    return text


def _json(report: Printed) -> bytes:
    return json.dumps(as_mapping(report), ensure_ascii=False, indent=1).encode()


def as_mapping(report: Printed) -> dict[str, object]:
    """The report in the form that `flask reports check` reads: a number, “/” or null in each cell."""
    tables: dict[str, dict[str, dict[str, object]]] = {}
    for name in CELLS:
        table, line, column = name.split(".")
        value = kept(report.cells.get(name))
        tables.setdefault(table, {}).setdefault(line, {})[column] = _plain(value, True) if value else value
    return {
        "organ": report.organ, "year": report.year, "format": "2021", "title": report.title,
        "correction": report.correction, **tables, "texts": dict(report.texts),
    }  # fmt: skip


FORMS: Mapping[str, Form] = {
    "html": Form("text/html; charset=utf-8", "网页", _html),
    "pdf": Form("application/pdf", "PDF", report_pdf),
    "docx": Form(WORD, "Word", report_docx),
    "xlsx": Form(EXCEL, "Excel（表格）", _xlsx),
    "json": Form("application/json", "JSON", _json),
}


def printed_as_signed(report: AnnualReport) -> Printed:
    """The same of a report that is final, from its own rows alone."""
    cells = {name: read(value) for name, value in report.cells.items()}
    return Printed(report.organ.name, report.year, cells, report.texts, report.correction)


def printed(content: Content) -> Printed:
    """What goes into the files."""
    report = content.report
    return Printed(report.organ.name, report.year, content.cells, report.texts, report.correction)
