"""The annual report as files: the same numbers in each, tables whole, nothing of a text taken for markup."""

import io
import json
import zipfile
from decimal import Decimal

from lxml import etree
from openpyxl import load_workbook

from app.casework.annual.files import FORMS, as_mapping
from app.law.annual_report.cells import completed
from app.law.annual_report.check_file import parse
from app.law.annual_report.document import COLUMNS_OF, GRIDS
from app.law.annual_report.form import APPLICANTS, CELLS, RESULTS, cell_name, words_of
from app.letters.annual_report import Printed

CELLS_OF = completed(
    {cell_name("table3", row, kind): Decimal(3) for row in RESULTS for kind in APPLICANTS}
    | {cell_name("table3", "new", kind): Decimal(63) for kind in APPLICANTS}
    | {"table2.fees.amount": Decimal("3.25"), "table2.licences.decisions": "/"}
)
REPORT = Printed(
    "禄丰市人民政府", 2025, CELLS_OF, {"preface": "甲<乙&丙", "section1": "（一）\n（二）", "section5": "人手不足。"},
    "更正了许可数量",
)  # fmt: skip


def test_every_cell_stands_once_in_a_table_without_holes():
    names = [box.name for grid in GRIDS.values() for row in grid for box in row if box.name]
    assert sorted(names) == sorted(CELLS)
    assert all(words_of(name) for name in names)
    for table, grid in GRIDS.items():
        assert sum(box.across * box.down for row in grid for box in row) == len(grid) * COLUMNS_OF[table]


def test_the_page_and_the_words_are_escaped():
    page = FORMS["html"].make(REPORT).decode()
    assert "甲&lt;乙&amp;丙" in page
    assert page.count("<table") == 3
    assert "更正说明：更正了许可数量" in page


def test_the_docx_has_whole_rows():
    with zipfile.ZipFile(io.BytesIO(FORMS["docx"].make(REPORT))) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    tables = root.findall(f".//{w}tbl")
    for table, columns in zip(tables, COLUMNS_OF.values(), strict=True):
        for row in table.iter(f"{w}tr"):
            spans = [cell.find(f"{w}tcPr/{w}gridSpan") for cell in row.iter(f"{w}tc")]
            assert sum(1 if span is None else int(span.get(f"{w}val")) for span in spans) == columns


def test_the_spreadsheet_has_numbers_and_leaves_the_empty_empty():
    book = load_workbook(io.BytesIO(FORMS["xlsx"].make(REPORT)))
    assert book.sheetnames == ["主动公开", "申请", "复议诉讼"]
    rows = [[cell.value for cell in row] for row in book["申请"].iter_rows()]
    assert next(row for row in rows if row[0] == "一、本年新收政府信息公开申请数量")[3:] == [63] * 6 + [378]
    values = [cell.value for row in book["主动公开"].iter_rows() for cell in row]
    assert 3.25 in values
    assert "/" in values
    assert 0 not in values


def test_the_json_is_what_the_check_reads():
    (case,) = parse(FORMS["json"].make(REPORT).decode())
    assert {name: case.said.cells.get(name) for name in CELLS} == {name: CELLS_OF.get(name) for name in CELLS}
    assert json.loads(json.dumps(as_mapping(REPORT)))["table2"]["licences"] == {"decisions": "/"}


def test_the_pdf_is_one():
    assert FORMS["pdf"].make(REPORT).startswith(b"%PDF")
