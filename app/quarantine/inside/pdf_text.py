"""Reads the text of a PDF page by page, and says which pages have none: they were scanned, or are blank."""

from collections.abc import Iterator
from typing import Any

import pypdfium2

from app.quarantine.limits import TEXT_CHARACTERS, TEXT_PAGES

FEWEST = 5  # letters and figures; a page number under a scan is no text
FULL_LINE = 0.75  # of the longest line of its page: what ends earlier ends its paragraph
ENDS = "。！？；：.!?;:"


def read(data: bytes) -> dict[str, Any]:
    """`{"pages": n, "paragraphs": [...], "faults": [...], "without_text": [page numbers]}` or the problem.

    Faults: scanned (no page has text), partly_scanned, blank (neither text nor pictures).
    """
    paragraphs: list[str] = []
    scanned: list[int] = []
    blank: list[int] = []
    with pypdfium2.PdfDocument(data) as document:
        pages = len(document)
        if pages > TEXT_PAGES:
            return {"problem": "too_long"}
        for number in range(pages):
            page = document[number]
            text = page.get_textpage().get_text_range()
            if sum(map(str.isalnum, text)) >= FEWEST:
                paragraphs.extend(_paragraphs(text))
            else:
                (blank if next(page.get_objects(max_depth=5), None) is None else scanned).append(number + 1)
            page.close()
    if sum(map(len, paragraphs)) > TEXT_CHARACTERS:
        return {"problem": "too_long"}
    return {
        "pages": pages, "paragraphs": paragraphs, "without_text": sorted(scanned + blank),
        "faults": _faults(bool(paragraphs), bool(scanned)),
    }  # fmt: skip


def _faults(has_text: bool, has_pictures: bool) -> list[str]:
    if has_text:
        return ["partly_scanned"] if has_pictures else []
    return ["scanned"] if has_pictures else ["blank"]


def _paragraphs(text: str) -> Iterator[str]:
    """Lines as they were broken for the page, joined again: a full line without a full stop goes on in the next one."""
    lines = [line.strip() for line in text.replace("\ufffe", "").splitlines() if line.strip()]
    longest = max(map(len, lines), default=0)
    joined = ""
    for line in lines:
        joined += line
        if len(line) < FULL_LINE * longest or line.endswith(tuple(ENDS)):
            yield joined
            joined = ""
    if joined:
        yield joined
