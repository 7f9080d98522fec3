"""The words in the facts of a letter, as the checks read them: fact by fact, lists and rows flattened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.letters.catalogue import LetterKind

OWN_NUMBERS = (
    "telephone",
    "supervision_telephone",
    "verification_code",
    "verification_url",
    "query_url",
    "payment_way",
)
QUOTED_TO = ("applicant", "third_party")
MACHINE_WRITTEN = ("sha256",)  # its runs of digits can look like somebody's number


def written(kind: LetterKind, facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(fact, text) of everything that people wrote."""
    for name, value in facts.items():
        if name in kind.facts and name not in OWN_NUMBERS:
            yield from ((name, text) for text in _texts(value))


def own_words(kind: LetterKind, facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What the office itself says: without the words of who reads the letter, to whom they only go back."""
    for name, text in written(kind, facts):
        if not (kind.facts[name].quoted and kind.recipient in QUOTED_TO):
            yield name, text


def argued(kind: LetterKind, facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What the drafter argues with: own paragraphs and lines, not names in lists, nor what the system wrote."""
    for name, text in own_words(kind, facts):
        if kind.facts[name].type in ("string", "text") and not kind.facts[name].of_record:
            yield name, text


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, item in value.items():
            if name not in MACHINE_WRITTEN:
                yield from _texts(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _texts(item)
