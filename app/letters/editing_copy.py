"""The editing copy (.docx): the same words for those who must work in Word or WPS, never the official letter.

Written from the preview, so wording has one source. The grid follows the letter: 28 characters by 22 lines.
The file says on its first line that it is a copy for editing; putting it back into the system never issues it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape

from lxml import html as lxml_html

from app.letters import docx_parts
from app.letters.catalogue import LetterKind
from app.letters.preview import preview_html

WARNING = "编辑用副本，非正式文书；正式文书以系统制发的 PDF 为准。"
FIXED_TIME = (2020, 1, 1, 0, 0, 0)  # inside the archive, so that the same letter gives the same file
STYLES = {  # class of the preview → paragraph style
    "letter-mark": "Mark",
    "letter-number": "Number",
    "letter-title": "LetterTitle",
    "addressee": "Addressee",
    "level-1": "LevelOne",
    "level-2": "LevelTwo",
    "attachment": "Body",
    "note": "Body",
    "notes": "Body",
}


def editing_copy(kind: LetterKind, facts: Mapping[str, Any]) -> bytes:
    """The .docx as bytes. Blanks of an unfinished draft stay visible as 〔…〕."""
    root = lxml_html.fragment_fromstring(str(preview_html(kind, facts)))
    body = _paragraph(WARNING, "Warning") + "".join(_blocks(root))
    document = docx_parts.DOCUMENT.format(body=body)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**docx_parts.FIXED, "word/document.xml": document}.items():
            archive.writestr(zipfile.ZipInfo(name, FIXED_TIME), text, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _blocks(element: lxml_html.HtmlElement) -> Iterator[str]:
    """The paragraphs and tables below an element, in order."""
    for child in element:
        if child.tag in ("p", "h2"):
            yield from _lines(child)
        elif child.tag == "table":
            yield _table(child)
        else:
            yield from _blocks(child)


def _lines(element: lxml_html.HtmlElement) -> Iterator[str]:
    """One paragraph, or several where our own code has broken a title."""
    for mark in element.iter("br"):
        mark.tail = "\n" + (mark.tail or "")
    parent = element.getparent()
    signed = parent is not None and "letter-signature" in (parent.get("class") or "")
    style = "Signature" if signed else _style_of(element)
    for line in element.text_content().split("\n"):
        if line.strip():
            yield _paragraph(line.strip(), style)


def _style_of(element: lxml_html.HtmlElement) -> str:
    return next((STYLES[name] for name in (element.get("class") or "").split() if name in STYLES), "Body")


def _paragraph(text: str, style: str) -> str:
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>'


def _table(table: lxml_html.HtmlElement) -> str:
    rows = "".join(
        "<w:tr>" + "".join(_cell(cell) for cell in row if cell.tag in ("td", "th")) + "</w:tr>"
        for row in table.iter("tr")
    )
    return docx_parts.TABLE.format(rows=rows)


def _cell(cell: lxml_html.HtmlElement) -> str:
    span = f'<w:gridSpan w:val="{int(cell.get("colspan"))}"/>' if cell.get("colspan") else ""
    paragraphs = [part.text_content() for part in cell.iter("p")] or [cell.text_content()]
    return (
        f"<w:tc><w:tcPr>{span}</w:tcPr>"
        + "".join(_paragraph(text, "Cell") for text in paragraphs)
        + "</w:tc>"
    )
