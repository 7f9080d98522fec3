"""Encode each picture once a process.

WeasyPrint 70.0 unpacks a seal with a palette and compresses it three times in every letter, a third of the letter's
time. `install()` puts a memory before its private function `RasterImage._get_png_data` (the version is pinned for
that reason), and `without_palette` spares the rest. The bytes of the letter stay the same.
"""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image
from weasyprint.images import RasterImage

KEPT = 32  # pictures; a seal is two of them, together one megabyte
PLAIN_MODES = ("RGB", "L")
_encode_anew = RasterImage._get_png_data


def install() -> None:
    """Make WeasyPrint use our memory; calling it again changes nothing."""
    RasterImage._get_png_data = staticmethod(encoded)


def encoded(picture: Image.Image) -> bytes:
    """The compressed pixels as they go into the PDF."""
    if picture.mode not in PLAIN_MODES:
        return _encode_anew(picture)
    return _encoded(picture.mode, picture.size, picture.tobytes())


@lru_cache(maxsize=KEPT)
def _encoded(mode: str, size: tuple[int, int], pixels: bytes) -> bytes:
    return _encode_anew(Image.frombytes(mode, size, pixels))


@lru_cache(maxsize=KEPT)
def without_palette(png: bytes) -> bytes:
    """The same picture in the form that WeasyPrint takes as it is. A broken one is passed on: WeasyPrint names it."""
    plain = io.BytesIO()
    try:
        with Image.open(io.BytesIO(png)) as picture:
            if "transparency" not in picture.info:
                return png
            picture.convert("RGBA").save(plain, "PNG")
    except (OSError, SyntaxError):
        return png
    return plain.getvalue()
