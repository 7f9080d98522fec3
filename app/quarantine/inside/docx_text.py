"""Reads the paragraphs of a docx, and what was left in it that readers are not meant to get.

Its parts have been checked by `packages`; here they are read one after the other, and a document type is refused.
The text is the one that remains when every change is accepted: what was deleted under tracking is not in it.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from app.quarantine.limits import TEXT_CHARACTERS

SPACE = " "  # stands between namespace and name
BODY = "word/document.xml"
NOTES = ("word/footnotes.xml", "word/endnotes.xml")
MARGINS = ("word/header", "word/footer")
PICTURES = "word/media/"
STYLES = "word/styles.xml"
CHANGES = frozenset(
    {"ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange"}
)
COMMENTS = frozenset({"commentRangeStart", "commentReference"})
NOT_READ = frozenset(
    {"del", "moveFrom", "Fallback", "delText"}
)  # of two forms of a drawing the newer is read
BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
OFF = frozenset({"0", "false", "off"})


def read(data: bytes) -> dict[str, Any]:
    """`{"paragraphs", "faults"}` or the problem. Faults: tracked_changes, comments, hidden_text, blank."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        hidden = _Part(frozenset())
        if STYLES in names:
            hidden.read(package.read(STYLES))
        styles = frozenset(hidden.hidden_styles)
        text = [_read(package, name, styles) for name in (BODY, *NOTES) if name in names]
        margins = [_read(package, name, styles) for name in names if name.startswith(MARGINS)]
    paragraphs = [line for part in text for line in part.lines()]
    if sum(map(len, paragraphs)) > TEXT_CHARACTERS:
        return {"problem": "too_long"}
    faults = set().union(*(part.faults for part in text + margins))
    if not paragraphs and not any(name.startswith(PICTURES) for name in names):
        faults.add("blank")
    return {"paragraphs": paragraphs, "faults": sorted(faults)}


def _read(package: zipfile.ZipFile, name: str, styles: frozenset[str]) -> "_Part":
    part = _Part(styles)
    part.read(package.read(name))
    return part


class _Part:
    """One XML part: its paragraphs in their order, those of a box before the one that the box stands in."""

    def __init__(self, hidden_styles: frozenset[str]):
        self.known_hidden = hidden_styles
        self.hidden_styles: set[str] = set()
        self.faults: set[str] = set()
        self._done: list[str] = []
        self._open: list[list[str]] = []
        self._path: list[str] = []
        self._style = ""
        self._is_hidden = False

    def read(self, xml: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=SPACE)
        parser.StartDoctypeDeclHandler = _refuse_document_type
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(xml, True)

    def lines(self) -> Iterator[str]:
        """Paragraphs that say something, without the space around them."""
        return (line.strip() for text in self._done for line in text.split("\n") if line.strip())

    def _start(self, full_name: str, attributes: dict[str, str]) -> None:
        name = full_name.rpartition(SPACE)[2]
        value = {key.rpartition(SPACE)[2]: text for key, text in attributes.items()}
        if name in CHANGES or name.endswith("PrChange"):
            self.faults.add("tracked_changes")
        elif name in COMMENTS:
            self.faults.add("comments")
        elif name == "p":
            self._open.append([])
        elif name == "r":
            self._is_hidden = False
        elif name == "style":
            self._style = value.get("styleId", "")
        elif name in ("vanish", "rStyle"):
            self._note_hidden(name, value.get("val", ""))
        elif name in BREAKS and "r" in self._path:
            self._text_of_run(BREAKS[name])
        self._path.append(name)

    def _note_hidden(self, name: str, value: str) -> None:
        if "pPr" in self._path:  # the mark of the paragraph, not its words
            return
        if name == "rStyle":
            self._is_hidden = self._is_hidden or value in self.known_hidden
        elif value.lower() not in OFF:
            self._is_hidden = True
            if "style" in self._path:
                self.hidden_styles.add(self._style)

    def _end(self, full_name: str) -> None:
        self._path.pop()
        if full_name.rpartition(SPACE)[2] == "p" and self._open:
            self._done.append("".join(self._open.pop()))

    def _text(self, text: str) -> None:
        if self._path[-1:] == ["t"]:
            self._text_of_run(text)

    def _text_of_run(self, text: str) -> None:
        if not self._open or not NOT_READ.isdisjoint(self._path):
            return
        if self._is_hidden and text.strip():
            self.faults.add("hidden_text")
        self._open[-1].append(text)


def _refuse_document_type(*_about: object) -> None:
    raise ValueError("document type")
