"""Names as people write them: width, spaces, dots and case make no other person of somebody."""

from collections.abc import Iterable

from app.casework.publications.words import plain


def is_named(name: str, others: Iterable[str]) -> bool:
    """Whether it is one of the others."""
    return plain(name) in {plain(one) for one in others}


def names_any(text: str, names: Iterable[str]) -> bool:
    """Whether one of the names stands somewhere in the text."""
    known = plain(text)
    return any(sought in known for sought in map(plain, names) if sought)
