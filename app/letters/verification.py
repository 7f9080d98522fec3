"""The verification code (核验码) on every letter: short, readable aloud, with a check character.

The code says nothing about the letter; /verify/<code> tells organ, number, date and hash only.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Callable, Sequence

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # 31 signs, none mistaken for another: no 0 O 1 I L
GROUPS, GROUP_LENGTH = 3, 4
LENGTH = GROUPS * GROUP_LENGTH
BLANK = "XXX"  # what a letter takes for a place that nobody filled in: no code has it


def new_verification_code(choose: Callable[[Sequence[str]], str] = secrets.choice) -> str:
    """A fresh code such as 7F3K-92QD-X4AB: eleven random signs (54 bits) and one check character."""
    code = ""
    while not code or BLANK in code:
        body = "".join(choose(ALPHABET) for _ in range(LENGTH - 1))
        code = _grouped(body + _check_character(body))
    return code


def normalise_code(typed: str) -> str | None:
    """The code as printed, from what was typed (small letters, full width, blanks, no dashes); None when mistyped."""
    signs = "".join(
        char for char in unicodedata.normalize("NFKC", typed).upper() if char not in " -—－_\u3000"
    )
    if len(signs) != LENGTH or any(char not in ALPHABET for char in signs):
        return None
    if _check_character(signs[:-1]) != signs[-1]:
        return None
    return _grouped(signs)


def _check_character(body: str) -> str:
    """Makes the weighted sum 0 modulo 31 (prime): one wrong sign or two neighbours exchanged show."""
    total = sum((place + 2) * ALPHABET.index(sign) for place, sign in enumerate(body))
    return ALPHABET[-total % len(ALPHABET)]


def _grouped(signs: str) -> str:
    return "-".join(signs[start : start + GROUP_LENGTH] for start in range(0, LENGTH, GROUP_LENGTH))
