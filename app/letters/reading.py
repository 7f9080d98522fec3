"""What a letter's PDF says about itself, and whether it is the one that the office issued."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.letters.errors import LetterError
from app.letters.verification import normalise_code
from app.quarantine import limits
from app.quarantine.turns import Look, Turn, turn

ATTACHMENT_NAME = "letter.json"
LARGEST = limits.LETTER_BYTES
LIMITS = ("too_much", "call_time")
PATIENCE = 20.0  # seconds to wait for a turn where nobody waits at a page


class NotOurLetter(LetterError):
    """The file is not a letter of this system."""


class TooMuchInside(NotOurLetter):
    """The file cannot be opened within the limits. No letter of this system is like that."""


@dataclass(frozen=True)
class LetterData:
    """Kind, version and facts as attached to the PDF, with the SHA-256 of the whole file."""

    kind: str
    version: str
    facts: dict[str, Any]
    sha256: str

    @property
    def code(self) -> str:
        """As it is printed; "" where the file names none that could be ours."""
        return normalise_code(str(self.facts.get("verification_code", ""))) or ""


class Verdict(StrEnum):
    """Answer of `flask letters verify`: the file is the issued one, differs from it, or was never issued."""

    GENUINE = "genuine"
    ALTERED = "altered"
    UNKNOWN = "unknown"


FindIssued = Callable[[str], str | None]
"""Verification code → SHA-256 of the issued PDF, or None. The register is the caller's."""


def read_letter(pdf: bytes, mine: Turn | None = None) -> LetterData:
    """The data in a file that anybody may have made: opened in the quarantine, in the turn of the caller if it has one.

    Raises NotOurLetter when there is none or it cannot be read, TooMuchInside when it reached a limit, TooManyAtOnce
    when no turn came.
    """
    if len(pdf) > LARGEST or not pdf.startswith(b"%PDF-"):
        raise NotOurLetter("不是本系统制发的文书（文件不是 PDF 或者过大）")
    with nullcontext(mine) if mine else turn(PATIENCE) as one:
        found = one.look(Look.ATTACHMENT, pdf, name=ATTACHMENT_NAME)
    if found.get("problem") in LIMITS:
        raise TooMuchInside("文件解开后过大或者过于复杂，没有打开；本系统制发的文书不会这样")
    return _data_of(pdf, found.get("attached"))


def read_own_letter(pdf: bytes) -> LetterData:
    """The data in a file that this system has just made, without a process for it."""
    import pikepdf  # here, as it takes 5 MB, and most files are read in the quarantine, a process of its own

    with pikepdf.open(io.BytesIO(pdf)) as document:
        return _data_of(pdf, json.loads(document.attachments[ATTACHMENT_NAME].get_file().read_bytes()))


def _data_of(pdf: bytes, data: Any) -> LetterData:
    try:
        return LetterData(data["kind"], data["version"], dict(data["facts"]), hashlib.sha256(pdf).hexdigest())
    except (KeyError, TypeError, ValueError) as error:
        raise NotOurLetter("不是本系统制发的文书（没有文书要素附件）") from error


def verify(pdf: bytes, find_issued: FindIssued) -> tuple[Verdict, LetterData]:
    """Compare a file with the register. Raises NotOurLetter when it carries no data of ours."""
    letter = read_letter(pdf)
    issued = find_issued(letter.code) if letter.code else None
    if issued is None:
        return Verdict.UNKNOWN, letter
    return (Verdict.GENUINE if issued == letter.sha256 else Verdict.ALTERED), letter
