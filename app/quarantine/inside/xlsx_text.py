"""Reads the cells of an xlsx, and what was left in it that readers do not see: hidden sheets, rows, columns, notes.

Its parts have been checked by `packages`; here they are read one after the other, and a document type is refused. A
formula shows its last value; what it hangs on goes out with the file.
"""

import io
import zipfile
from typing import Any
from xml.parsers import expat

from app.quarantine.limits import TEXT_CHARACTERS

SPACE = " "  # stands between namespace and name
WORKBOOK, STRINGS, SHEETS = "xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/"
NOTES = ("xl/comments", "xl/threadedComments/")
OFF = frozenset({"", "0", "false", "visible"})
HIDING = {"row": "hidden", "col": "hidden", "sheet": "state"}
PIECE = 64 * 1024


class _TooLong(Exception):
    """More text than is kept of any file."""


def read(data: bytes) -> dict[str, Any]:
    """`{"paragraphs", "faults"}` or the problem. Faults: hidden_text, comments, formulas, blank."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _read(package)
    except _TooLong:
        return {"problem": "too_long"}


def _read(package: zipfile.ZipFile) -> dict[str, Any]:
    names, part = package.namelist(), _Part()
    wanted = [name for name in names if name in (WORKBOOK, STRINGS) or _is_sheet(name)]
    for name in wanted:
        part.read(package, name)
    if any(name.startswith(NOTES) for name in names):
        part.faults.add("comments")
    if not part.texts:
        part.faults.add("blank")
    return {"paragraphs": part.texts, "faults": sorted(part.faults)}


def _is_sheet(name: str) -> bool:
    return name.startswith(SHEETS) and name.endswith(".xml")


class _Part:
    """All parts together: the texts of shared strings and cells in their order, each string once."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.faults: set[str] = set()
        self._left = TEXT_CHARACTERS
        self._path: list[str] = []
        self._open: list[str] = []
        self._is_shared = False

    def read(self, package: zipfile.ZipFile, name: str) -> None:
        parser = expat.ParserCreate(namespace_separator=SPACE)
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_document_type
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        with package.open(name) as xml:
            while piece := xml.read(PIECE):
                parser.Parse(piece)
        parser.Parse(b"", True)

    def _start(self, full_name: str, attributes: dict[str, str]) -> None:
        name = full_name.rpartition(SPACE)[2]
        if name in HIDING and attributes.get(HIDING[name], "").lower() not in OFF:
            self.faults.add("hidden_text")
        elif name == "f":
            self.faults.add("formulas")
        elif name in ("c", "si"):
            self._open, self._is_shared = [], attributes.get("t") == "s"
        self._path.append(name)

    def _end(self, full_name: str) -> None:
        self._path.pop()
        if full_name.rpartition(SPACE)[2] in ("c", "si") and (text := "".join(self._open).strip()):
            self._left -= len(text)
            if self._left < 0:
                raise _TooLong
            self.texts.append(text)
            self._open = []

    def _text(self, text: str) -> None:
        """The words of a shared string or of the cell itself; the number of a shared string is none of its words."""
        inside = self._path[-1:]
        if inside == ["t"] or (inside == ["v"] and not self._is_shared):
            self._open.append(text)


def _refuse_document_type(*_about: object) -> None:
    raise ValueError("document type")
