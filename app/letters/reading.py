"""What a letter's PDF says about itself, and whether it is the one that the office issued."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pikepdf

from app.letters.errors import LetterError

ATTACHMENT_NAME = "letter.json"
LARGEST = 20 * 1024 * 1024  # bytes; our letters are some 200 KB


class NotOurLetter(LetterError):
    """The file is not a letter of this system."""


@dataclass(frozen=True)
class LetterData:
    """Kind, version and facts as attached to the PDF, with the SHA-256 of the whole file."""

    kind: str
    version: str
    facts: dict[str, Any]
    sha256: str

    @property
    def code(self) -> str:
        return str(self.facts.get("verification_code", ""))


class Verdict(StrEnum):
    """Answer of `flask letters verify`: the file is the issued one, differs from it, or was never issued."""

    GENUINE = "genuine"
    ALTERED = "altered"
    UNKNOWN = "unknown"


FindIssued = Callable[[str], str | None]
"""Verification code → SHA-256 of the issued PDF, or None. The register is the caller's."""


def read_letter(pdf: bytes) -> LetterData:
    """The letter's own data; raises NotOurLetter when there is none or it cannot be read."""
    if len(pdf) > LARGEST or not pdf.startswith(b"%PDF-"):
        raise NotOurLetter("不是本系统制发的文书（文件不是 PDF 或者过大）")
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            data = json.loads(document.attachments[ATTACHMENT_NAME].get_file().read_bytes())
        return LetterData(data["kind"], data["version"], dict(data["facts"]), hashlib.sha256(pdf).hexdigest())
    except (pikepdf.PdfError, KeyError, TypeError, ValueError) as error:
        raise NotOurLetter("不是本系统制发的文书（没有文书要素附件）") from error


def verify(pdf: bytes, find_issued: FindIssued) -> tuple[Verdict, LetterData]:
    """Compare a file with the register. Raises NotOurLetter when it carries no data of ours."""
    letter = read_letter(pdf)
    issued = find_issued(letter.code) if letter.code else None
    if issued is None:
        return Verdict.UNKNOWN, letter
    return (Verdict.GENUINE if issued == letter.sha256 else Verdict.ALTERED), letter
