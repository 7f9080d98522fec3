"""Looks through a PDF for pages, a password, and what is active in it."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

from app.quarantine.limits import STREAM_BYTES

PAST_LIMIT = "memory limit"  # so qpdf says it, as an error or as a warning
ACTIVE_KEYS = frozenset({"/JS", "/JavaScript", "/RichMedia", "/XFA", "/EmbeddedFiles", "/EF"})
ACTIVE_ACTIONS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/GoToE"})


def limit_streams(most: int) -> None:
    """No stream that is decoded becomes larger than so many bytes. Holds for the whole process."""
    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=most, run_length_max_memory=most, dct_max_memory=most, png_max_memory=most,
        tiff_max_memory=most,
    )  # fmt: skip


def read(data: bytes) -> dict[str, Any]:
    """`{"active": bool, "pages": int}` or the problem."""
    limit_streams(STREAM_BYTES)
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            pages = len(document.pages)
            if pages == 0:
                return {"problem": "no_pages"}
            active = False
            for each in containers(document):
                active = active or is_active(each)
            if any(PAST_LIMIT in str(warning) for warning in document.get_warnings()):
                return {"problem": "too_much"}
            return {"active": active, "pages": pages}
    except pikepdf.PasswordError:
        return {"problem": "password"}


def containers(document: Any) -> Iterator[Any]:
    """Every dictionary of the document, also inside arrays, dictionaries and compressed object streams."""
    for root in document.objects:
        stack = [root]
        while stack:
            each = stack.pop()
            if isinstance(each, pikepdf.Array):
                stack.extend(part for part in each if _is_direct_container(part))
            elif isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
                yield each
                stack.extend(part for _, part in each.items() if _is_direct_container(part))


def is_active(dictionary: Any) -> bool:
    """Whether this dictionary carries a script, an action that reaches outside, or an embedded file."""
    if not ACTIVE_KEYS.isdisjoint(dictionary.keys()):
        return True
    return str(dictionary.get("/S", "")) in ACTIVE_ACTIONS


def _is_direct_container(part: Any) -> bool:
    return isinstance(part, pikepdf.Array | pikepdf.Dictionary) and not part.is_indirect
