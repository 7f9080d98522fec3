"""Decodes a picture once. Its declared pixels are counted before."""

import io
from typing import Any

from PIL import Image

from app.quarantine.limits import PIXELS

Image.preinit()  # the usual formats are read in before the limits are set
Image.MAX_IMAGE_PIXELS = None  # counted here, with a sentence


def read(data: bytes, format: str, left: int, most: int = PIXELS) -> dict[str, Any]:
    """`{"pixels", "width", "height"}`, or the problem with the size. `left`: pixels that the call may still have."""
    with Image.open(io.BytesIO(data), formats=[format]) as picture:
        width, height = picture.size
        if width * height > most:
            return {"problem": "too_many_pixels", "width": width, "height": height}
        if width * height > left:
            return {"problem": "call_pixels"}
        picture.draft("RGB", (max(1, width // 8), max(1, height // 8)))
        picture.load()
    return {"pixels": width * height, "width": width, "height": height}
