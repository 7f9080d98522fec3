"""Reads the visible sheets of an xlsx as tables: which cell of which row holds what, and what is merged or reckoned.

Texts come as texts, numbers as numbers: whether a number is a day is for whoever knows the column.
"""

import io
import zipfile
from typing import Any
from xml.parsers import expat

from app.quarantine.limits import TABLE_COLUMNS, TABLE_ROWS, TABLE_SHEETS, TEXT_CHARACTERS

SPACE = " "  # stands between namespace and name
WORKBOOK, LINKS, STRINGS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml"
YES = frozenset({"1", "true"})
PIECE = 64 * 1024
MOST_NAMED = 5  # formulas and merged ranges that are told by name


class _TooMuch(Exception):
    """More than is read of any table; the words are the code of the problem."""


def read(data: bytes) -> dict[str, Any]:
    """`{"sheets": [{"name", "rows": [[number, [[column, value]…]]…], "merged", "formulas"}…], "from_1904"}`.

    Columns count from 1. Or the problem: too_many_rows, too_long, unreadable.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _Workbook(package).read()
    except _TooMuch as found:
        return {"problem": str(found)}


class _Workbook:
    def __init__(self, package: zipfile.ZipFile) -> None:
        self.package, self.left = package, TEXT_CHARACTERS
        self.listed: list[tuple[str, str]] = []  # name and link of each visible sheet
        self.targets: dict[str, str] = {}
        self.strings: list[str] = []
        self.from_1904 = False

    def read(self) -> dict[str, Any]:
        _parse(self.package, WORKBOOK, self._of_workbook)
        _parse(self.package, LINKS, self._of_links)
        if STRINGS in self.package.namelist():
            strings = _Strings()
            _parse(self.package, STRINGS, strings.start, strings.end, strings.text)
            self.strings = strings.found
        sheets = [
            self._sheet(name, self.targets[link])
            for name, link in self.listed[:TABLE_SHEETS]
            if link in self.targets
        ]
        return {"sheets": sheets, "from_1904": self.from_1904}

    def _of_workbook(self, name: str, attributes: dict[str, str]) -> None:
        if name == "workbookPr":
            self.from_1904 = attributes.get("date1904", "").lower() in YES
        elif name == "sheet" and attributes.get("state", "visible") == "visible":
            link = next((value for key, value in attributes.items() if key.rpartition(SPACE)[2] == "id"), "")
            self.listed.append((attributes.get("name", ""), link))

    def _of_links(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            target = attributes.get("Target", "").lstrip("/")
            self.targets[attributes.get("Id", "")] = target if target.startswith("xl/") else f"xl/{target}"

    def _sheet(self, name: str, part: str) -> dict[str, Any]:
        sheet = _Sheet(self.strings, self.left)
        _parse(self.package, part, sheet.start, sheet.end, sheet.text)
        self.left = sheet.left
        return {"name": name, "rows": sheet.rows, "merged": sheet.merged, "formulas": sheet.formulas}


class _Strings:
    """The shared strings; how a word is read aloud (phonetic) is no part of it."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._open: list[str] = []
        self._inside, self._aloud, self._left = False, 0, TEXT_CHARACTERS

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        if name == "si":
            self._open = []
        self._aloud += name == "rPh"
        self._inside = name == "t" and not self._aloud

    def end(self, name: str) -> None:
        self._aloud -= name == "rPh"
        self._inside = False
        if name == "si":
            self.found.append("".join(self._open))

    def text(self, text: str) -> None:
        if not self._inside:
            return
        self._left -= len(text)
        if self._left < 0:
            raise _TooMuch("too_long")
        self._open.append(text)


class _Sheet:
    """The rows that hold something, cell by cell."""

    def __init__(self, strings: list[str], left: int) -> None:
        self.strings, self.left = strings, left
        self.rows: list[tuple[int, list[tuple[int, str | float]]]] = []
        self.merged: list[str] = []
        self.formulas: list[str] = []
        self._row, self._column, self._kind, self._where = 0, 0, "", ""
        self._cells: list[tuple[int, str | float]] = []
        self._open: list[str] = []
        self._inside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._inside = name in ("v", "t")
        if name == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column, self._cells = 0, []
        elif name == "c":
            self._where = attributes.get("r", "")
            self._column = _column(self._where) or self._column + 1
            self._kind, self._open = attributes.get("t", "n"), []
        elif name == "f":
            self.formulas.append(self._where)
            del self.formulas[MOST_NAMED:]
        elif name == "mergeCell":
            self.merged.append(attributes.get("ref", ""))
            if len(self.merged) > TABLE_ROWS:
                raise _TooMuch("too_many_rows")

    def text(self, text: str) -> None:
        if self._inside:
            self._open.append(text)

    def end(self, name: str) -> None:
        self._inside = False
        if name == "c" and (value := self._value("".join(self._open))) not in ("", None):
            self._keep(value)
        elif name == "row" and self._cells:
            self.rows.append((self._row, self._cells))
            if len(self.rows) > TABLE_ROWS:
                raise _TooMuch("too_many_rows")

    def _keep(self, value: str | float) -> None:
        if self._column <= TABLE_COLUMNS:
            self.left -= len(value) if isinstance(value, str) else 1
            if self.left < 0:
                raise _TooMuch("too_long")
            self._cells.append((self._column, value))

    def _value(self, text: str) -> str | float:
        if self._kind == "s" and text:
            return self.strings[int(text)].strip()
        if self._kind == "n" and text:
            return float(text)
        return text.strip()


def _column(where: str) -> int:
    """A → 1, AA → 27; 0 for what names no column."""
    number = 0
    for letter in where.rstrip("0123456789"):
        number = number * 26 + ord(letter) - 64
    return number


def _parse(package: zipfile.ZipFile, name: str, start: Any, end: Any = None, text: Any = None) -> None:
    parser = expat.ParserCreate(namespace_separator=SPACE)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_document_type
    parser.StartElementHandler = lambda full, attributes: start(full.rpartition(SPACE)[2], attributes)
    if end is not None:
        parser.EndElementHandler = lambda full: end(full.rpartition(SPACE)[2])
    if text is not None:
        parser.CharacterDataHandler = text
    with package.open(name) as xml:
        while piece := xml.read(PIECE):
            parser.Parse(piece)
    parser.Parse(b"", True)


def _refuse_document_type(*_about: object) -> None:
    raise ValueError("document type")
