"""The digital signatures in a PDF: intact or not, over the whole file or not, whose, and when.

What is told is what the file says of itself. Whether a certificate deserves trust is not judged: the register of
issued letters (`app.letters.reading.verify`) says what is genuine. The file is opened in the quarantine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from app.letters.reading import PATIENCE
from app.quarantine.turns import Look, turn


class Integrity(StrEnum):
    """Of the bytes that a signature signs. Unchecked: a way of signing that is not known here, such as SM2."""

    INTACT = "intact"
    BROKEN = "broken"
    UNCHECKED = "unchecked"


@dataclass(frozen=True)
class Signature:
    """One signature: its state, the common name in the certificate, and the time that the signer states."""

    integrity: Integrity
    covers_file: bool = False
    holder: str = ""
    signed_at: datetime | None = None


def read_signatures(pdf: bytes) -> tuple[Signature, ...]:
    """Every signature of the file, in the order of its fields; none when it has no signature.

    A file that cannot be read counts as one signature that is broken. Raises TooManyAtOnce.
    """
    with turn(PATIENCE) as mine:
        found = mine.look(Look.SIGNATURES, pdf)
    if "signatures" not in found:
        return (Signature(Integrity.BROKEN),)
    return tuple(_signature(each) for each in found["signatures"])


def are_sound(signatures: Sequence[Signature]) -> bool:
    """None is broken, and where there are any, one of them covers the whole file."""
    if any(each.integrity is Integrity.BROKEN for each in signatures):
        return False
    return not signatures or any(each.covers_file for each in signatures)


def _signature(told: Mapping[str, Any]) -> Signature:
    signed_at = datetime.fromisoformat(told["signed_at"]) if told["signed_at"] else None
    return Signature(Integrity(told["integrity"]), bool(told["covers_file"]), str(told["holder"]), signed_at)
