"""The words of versions: what a difference, a quotation and a comparison work on, whatever the form of the text."""

from collections.abc import Iterator, Sequence
from typing import Any

from app.casework.models import TextVersion
from app.casework.papers.documents import readings_of
from app.casework.texts.contents import TextKind


def words_of(versions: Sequence[TextVersion]) -> dict[int, str]:
    """Version's id → its words, one paragraph a line; empty for a text of before versions were kept, and for a scan."""
    hashes = [row["sha256"] for version in versions for row in _files(version)]
    readings = readings_of(hashes) if hashes else {}
    found = {}
    for version in versions:
        if version.kind == TextKind.FILES:
            parts = [readings[row["sha256"]].text for row in _files(version) if row["sha256"] in readings]
            found[version.id] = "\n".join(part for part in parts if part)
        else:
            found[version.id] = "\n".join(_said(version.content))
    return found


def _files(version: TextVersion) -> Sequence[dict[str, Any]]:
    return version.content.get("files", ()) if version.kind == TextKind.FILES else ()


def _said(content: Any) -> Iterator[str]:
    """A plain text as it is; of a letter every fact that is words, in the order in which it was frozen."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for name, value in content.items():
            if name != "wording":
                yield from _said(value)
    elif isinstance(content, list):
        for value in content:
            yield from _said(value)
