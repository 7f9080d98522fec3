"""Letters (文书): catalogue, facts, typesetting, seals, verification. Knows no database and no Flask.

kind = Catalogue().kind("reply_granted")
problems = check_facts(kind, facts)          # [] or what is wrong, in Chinese
pdf = render(kind, facts, Drawn(seal=png))   # bytes, or LetterRefused
html = preview_html(kind, facts)             # Markup for the case page, blanks visible
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.letters.catalogue import Catalogue, LetterKind
from app.letters.drawn import Drawn
from app.letters.errors import (
    BrokenLetterKind,
    FontsMissing,
    LetterError,
    LetterRefused,
    Problem,
    RenderingFailed,
    UnknownLetterKind,
)
from app.letters.facts import check_facts, freeze
from app.letters.preview import preview_html
from app.letters.verification import new_verification_code, normalise_code
from app.letters.workshop import get_workshop

__all__ = [
    "BrokenLetterKind",
    "Catalogue",
    "Drawn",
    "FontsMissing",
    "LetterError",
    "LetterKind",
    "LetterRefused",
    "Problem",
    "RenderingFailed",
    "UnknownLetterKind",
    "check_facts",
    "freeze",
    "new_verification_code",
    "normalise_code",
    "preview_html",
    "render",
]


def render(kind: LetterKind, facts: Mapping[str, Any], drawn: Drawn | None = None) -> bytes:
    """The archive PDF of a letter, set in a worker process with limits.

    Thread-safe. Raises LetterRefused, RenderingFailed or FontsMissing.
    """
    return get_workshop().render(kind, facts, drawn)
