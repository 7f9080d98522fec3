"""What is enclosed with a letter (附件), and what the letter says of it: the two must agree.

A letter that says 随本告知书一并提供 has something enclosed, and as much as it lists or a signature for it; one whose
decision gives no information encloses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from app.law.outcomes import OUTCOMES, gives_information
from app.letters.catalogue import LetterKind
from app.letters.circumstances import Circumstances
from app.letters.errors import Problem
from app.letters.own_text import own_text
from app.letters.templating import ENCLOSED

ENCLOSES = re.compile(
    r"(?<![不未])(?<!不能)(?<!不再)(?<!无法)随本?(?:告知书|答复书|通知书|函)(?:一并)?(?:提供|附送|寄送|送达|发送)"
)
LETTER_FORMATS = ("letter", "redhead")


def enclosing_problems(kind: LetterKind, facts: Mapping[str, Any], case: Circumstances) -> Iterator[Problem]:
    """Something is enclosed with a decision that gives nothing, or nothing with a letter that speaks of it."""
    decided, enclosed = OUTCOMES.get(case.outcome), facts.get(ENCLOSED)
    if enclosed and decided and not gives_information(case.outcome):
        yield Problem(ENCLOSED, "not_given", f"处理决定为“{decided.title}”，不提供信息，不能随附文件")
    if not enclosed and says_it_encloses(kind, facts):
        yield Problem(
            ENCLOSED, "nothing_enclosed",
            "文书写明信息随本文书提供，但没有添加附件，也没有登记纸质件；请先添加附件",
        )  # fmt: skip


def fewer_enclosed(facts: Mapping[str, Any]) -> Iterator[Problem]:
    """More is listed as given with the letter than is enclosed. One file may hold several: who signs says so."""
    listed, enclosed = facts.get("items") or (), facts.get(ENCLOSED) or ()
    if facts.get("provision") == "attached" and 0 < len(enclosed) < len(listed):
        words = f"清单列有{len(listed)}项，随附的只有{len(enclosed)}件，请核对每一项都在附件之中"
        yield Problem(ENCLOSED, "fewer_enclosed", words)


def says_it_encloses(kind: LetterKind, facts: Mapping[str, Any]) -> bool:
    """Whether the words of the letter promise an enclosure; the party's own words do not count."""
    if kind.format not in LETTER_FORMATS:
        return False
    return ENCLOSES.search(own_text(kind, facts)) is not None
