"""What our own code adds to the facts of a letter, as against what people wrote."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Drawn:
    """The seal as PNG bytes (see app/letters/seals.py), or None before sealing."""

    seal: bytes | None = None
