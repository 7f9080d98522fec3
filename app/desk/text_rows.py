"""One version of a text as lists and pages show it."""

from typing import Any

from flask import url_for

from app.casework.models import Case, TextVersion
from app.casework.texts.contents import TextKind
from app.web.filters import short_moment


def text_url(case: Case, version: TextVersion) -> str:
    """The page of this version."""
    return url_for("desk.show_text", number=case.number, slot=version.slot, version=version.number)


def name_of(version: TextVersion) -> str:
    """How an address names a version: slot and number."""
    return f"{version.slot}.{version.number}"


def version_row(case: Case, version: TextVersion) -> dict[str, Any]:
    """One version as lists show it."""
    before = f"{version.slot}.{version.number - 1}"
    return {
        "words": f"第 {version.number} 版", "by": version.author.name if version.author else "",
        "at": short_moment(version.made_at), "hash": version.content_hash,
        "is_given_up": version.discarded_at is not None,
        "kind": "文件" if version.kind == TextKind.FILES else "填写", "href": text_url(case, version),
        "difference": difference_url(case, before, name_of(version)) if version.number > 1 else "",
    }  # fmt: skip


def difference_url(case: Case, before: str, after: str) -> str:
    """The page of the difference of two versions, by their names."""
    return url_for("desk.compare_texts", number=case.number, before=before, after=after)
