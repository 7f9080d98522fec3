"""职能 (条例第十条、第三十六条第五项): which organ a request is about, by the functions that were entered.

A proposal only: a clerk chooses. Each function is one line; its words are parted by 、 or blanks.
"""

import re
from collections.abc import Iterable, Mapping

from app.law.errors import RuleViolation

_BETWEEN = re.compile(r"[、，,;；\s]+")
SHORTEST = 2  # signs of a word that tells anything


class PassedOnTooLate(RuleViolation):
    """The reply tells that the request was passed on; one that is out cannot."""

    code = "passed_on_too_late"
    message = "答复已经制发，不能再转交；请申请人直接向该机关提出申请"


class NotForUsFirst(RuleViolation):
    """Only what this organ does not answer for is passed on."""

    code = "not_for_us_first"
    message = "处理决定不是“非本机关负责公开”，不能转交其他机关"


def words_of(functions: str) -> list[str]:
    """The words of a unit's functions, each once."""
    found = (word for word in _BETWEEN.split(functions) if len(word) >= SHORTEST)
    return list(dict.fromkeys(found))


def matched(text: str, functions: str) -> list[str]:
    """The words of these functions that the text holds, the longest first."""
    return sorted((word for word in words_of(functions) if word in text), key=len, reverse=True)


def proposed(text: str, functions: Mapping[int, str]) -> list[tuple[int, list[str]]]:
    """Unit → the words by which it is proposed, the most telling first; units that no word names are left out."""
    found = [(unit, matched(text, said)) for unit, said in functions.items()]
    return sorted(
        ((unit, words) for unit, words in found if words), key=lambda one: (-_weight(one[1]), one[0])
    )


def _weight(words: Iterable[str]) -> int:
    return sum(len(word) for word in words)


def check_may_be_passed_on(outcome: str, *, is_reply_out: bool) -> None:
    """第三十六条第五项, before the reply. Raises NotForUsFirst, PassedOnTooLate."""
    if outcome != "not_responsible":
        raise NotForUsFirst
    if is_reply_out:
        raise PassedOnTooLate
