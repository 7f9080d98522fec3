"""A marked passage (异议所指文字): words that are quoted from a text as it is, and kept with the opinion."""

from collections.abc import Sequence

from app.casework.models import TextVersion
from app.casework.texts.words import words_of


def version_with(versions: Sequence[TextVersion], passage: str) -> TextVersion | None:
    """The first of these versions in which the words stand, whatever the space between them."""
    words, quoted = words_of(versions), _close(passage)
    return next((version for version in versions if quoted and quoted in _close(words[version.id])), None)


def _close(text: str) -> str:
    return "".join(text.split())
