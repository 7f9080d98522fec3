"""The letter as it reads, without the party's own words: what checks look through.

Several checks ask for it, and a draft is looked at again by its drafter and by each hand that signs: the text of the
last letters is kept. It follows from the kind and the facts alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from app.letters.catalogue import LetterKind
from app.letters.preview import preview_html

LAST_LETTERS = 64


def own_text(kind: LetterKind, facts: Mapping[str, Any]) -> str:
    """Plain text; a fact that is missing or wrong stands as its title, one that quotes the party as ……."""
    quoted = {name: "……" for name, field in kind.facts.items() if field.quoted and name in facts}
    known = {**facts, **quoted}
    try:
        return _read(kind, json.dumps(known, ensure_ascii=False, default=_written))
    except TypeError:  # a value that no record holds: the preview shows it as a blank
        return _text(kind, known)


@lru_cache(maxsize=LAST_LETTERS)
def _read(kind: LetterKind, written: str) -> str:
    return _text(kind, json.loads(written))


def _text(kind: LetterKind, facts: Mapping[str, Any]) -> str:
    return preview_html(kind, facts).striptags()


def _written(value: object) -> str:
    if type(value) is date:
        return value.isoformat()
    raise TypeError(type(value))
