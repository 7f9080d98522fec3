"""Papers inside a PDF: how many pages they have, and a PDF/A-3 that carries them as its attachments.

`pikepdf` is read in where a PDF is opened: it takes 5 MB of every process, and few open one.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Enclosed:
    """A file to be carried, byte for byte."""

    filename: str
    media_type: str
    data: bytes


def pages_in(data: bytes) -> int | None:
    """How many pages a PDF of our own has. None for anything that is no readable PDF."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            return len(document.pages)
    except pikepdf.PdfError:
        return None


def with_papers(front: bytes, papers: Iterable[Enclosed]) -> bytes:
    """`front`, a PDF of our own, with these papers attached as an archive wants it (PDF/A-3)."""
    import pikepdf

    with pikepdf.open(io.BytesIO(front)) as book:
        for paper in papers:
            spec = pikepdf.AttachedFileSpec(
                book, paper.data, description=paper.filename, filename=paper.filename,
                mime_type=paper.media_type, creation_date="", mod_date="",
            )  # fmt: skip
            spec.relationship = pikepdf.Name.Supplement
            book.attachments[paper.filename] = spec  # listed among the document's associated files as well
        buffer = io.BytesIO()
        book.save(buffer)
    return buffer.getvalue()
