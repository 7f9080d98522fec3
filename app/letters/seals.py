"""Seal pictures. An office uploads its own; a TEST seal can be drawn for demonstration organs.

496 px on 42 mm is 300 dpi. A palette picture of that size keeps letters small and quick: it is encoded
anew in every letter. The library of pictures takes 4 MB of every process, and few make a seal: it is read in then.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from app.letters.errors import LetterError
from app.letters.fonts import FONT_FOLDER

PIXELS = 496


class SealRefused(LetterError):
    """The uploaded picture cannot be a seal."""


@lru_cache(maxsize=64)
def draw_test_seal(organ_name: str, fonts: Path = FONT_FOLDER) -> bytes:
    """A round seal with the organ's name and 测试专用 under the star, as PNG. It has no legal force."""
    from app.letters import seal_pictures

    return seal_pictures.drawn(organ_name, fonts)


def prepare_seal(uploaded: bytes) -> bytes:
    """An uploaded seal picture (square PNG with transparency) as the small palette PNG that letters use.

    Raises SealRefused with the reason in Chinese.
    """
    from app.letters import seal_pictures

    return seal_pictures.prepared(uploaded)
