"""照抄比对: how much of an explanatory text is the document itself, sentence by sentence.

What explains a document is not the document once more: 照搬照抄原文件、以文件精简版代替解读 is the fault that
inspections name most often. The law gives no number; the share from which a text is questioned is a parameter.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from app.law.parameters import Parameters

LIMIT = "copied_sentences_percent"
SHORTEST = 8  # characters that count; a heading or a date stands in both texts by right
_ENDS = re.compile(r"[。！？；!?;\n\r\u2028\u2029]+")


@dataclass(frozen=True)
class Copying:
    """`sentences`: how many were compared; `copied`: those that stand in the document, as they are written."""

    sentences: int
    copied: tuple[str, ...]

    @property
    def percent(self) -> int:
        """The share in whole per cent, rounded down; 0 for a text without sentences."""
        return len(self.copied) * 100 // self.sentences if self.sentences else 0

    def is_too_much(self, in_force: Parameters) -> bool:
        """Whether the share reaches the limit in force; without a limit nothing is too much."""
        limit = in_force.value(LIMIT)
        return limit is not None and bool(self.copied) and self.percent >= limit


def copying(material: str, document: str) -> Copying:
    """The sentences of the material that stand in the document, whatever their punctuation, spaces and width."""
    source = plain(document)
    compared = [sentence for sentence in sentences(material) if len(plain(sentence)) >= SHORTEST]
    return Copying(len(compared), tuple(one for one in compared if plain(one) in source))


def marked(text: str, other: str) -> Iterator[tuple[str, bool]]:
    """The pieces that put together are the text, and which of them stand in the other one as well."""
    source, place = plain(other), 0
    for end in [*(found.end() for found in _ENDS.finditer(text)), len(text)]:
        piece, place = text[place:end], end
        if piece:
            yield piece, len(plain(piece)) >= SHORTEST and plain(piece) in source


def sentences(text: str) -> Iterator[str]:
    """The sentences, parted at full stops, semicolons and breaks; without what parts them."""
    return (piece.strip() for piece in _ENDS.split(text) if piece.strip())


def plain(text: str) -> str:
    """Letters and figures alone, in one width and case: what is left when punctuation and layout are taken away."""
    wide = unicodedata.normalize("NFKC", text).casefold()
    return "".join(one for one in wide if unicodedata.category(one)[0] in "LN")
