"""Many letters in one file for the printer."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable

import pikepdf


def merge_for_printing(
    letters: Iterable[bytes], *, both_sides: bool = True, progress: Callable[[int], bool] | None = None
) -> bytes:
    """The letters one after another. With `both_sides` each begins on a front page: a blank page is put between.

    `progress(done)` is told after each letter; when it returns False the work stops and b"" comes back.
    The file is for the printer only: the archive copies stay single files.
    """
    with pikepdf.new() as book:
        for done, letter in enumerate(letters, start=1):
            with pikepdf.open(io.BytesIO(letter)) as document:
                for page in document.pages:
                    _drop_fields(page)
                book.pages.extend(document.pages)
            if both_sides and len(book.pages) % 2:
                box = book.pages[-1].mediabox
                book.add_blank_page(page_size=(float(box[2]), float(box[3])))
            if progress and not progress(done):
                return b""
        buffer = io.BytesIO()
        book.save(buffer)
    return buffer.getvalue()


def _drop_fields(page: pikepdf.Page) -> None:
    """The field of a digital signature stays behind: it proves nothing on paper."""
    if "/Annots" in page:
        page.Annots = pikepdf.Array([one for one in page.Annots if one.get("/Subtype") != "/Widget"])
