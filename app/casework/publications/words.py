"""The one form of words in which publications are found, and the pairs of signs (bigrams) that an index keeps.

Chinese has no spaces, and most words people look for have two signs: an index of whole words or of three signs finds
none of them. Pairs find every stretch of two and more signs, and each sign alone.
"""

import unicodedata
from collections.abc import Iterable
from itertools import pairwise

MOST_WORDS = 8
LONGEST_WORD = 60
BREAK = "\n"  # between stretches that were apart on the page; a word never reaches across


def plain(text: str) -> str:
    """Letters and digits alone, of one width and case: 〔2026〕, [2026] and ２０２６ are the same."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in unicodedata.normalize("NFKC", folded) if sign.isalnum())


def searchable(stretches: Iterable[str]) -> str:
    """What is kept of a text: its stretches in plain form, one a line."""
    return BREAK.join(filter(None, map(plain, stretches)))


def grams_of(searchable_text: str) -> list[str]:
    """Every pair of neighbours in order; at the end of a stretch the last sign alone."""
    return ["".join(pair) for line in searchable_text.split(BREAK) if line for pair in pairwise([*line, ""])]


def wanted(typed: str) -> list[str]:
    """The words of a query, in plain form; all must be found. What has neither letter nor digit is left out."""
    words = dict.fromkeys(filter(None, map(plain, typed.split())))
    return [word[:LONGEST_WORD] for word in words][:MOST_WORDS]


def is_found(word: str, searchable_text: str) -> bool:
    """The plain scan that every index must agree with."""
    return word in searchable_text
