"""Draws one page of a PDF as a picture, so that a browser shows it without opening the file."""

import base64
import io
from typing import Any

import PIL.JpegImagePlugin  # read in before the limits are set
import pypdfium2

from app.quarantine.limits import PAGE_WIDTH

QUALITY = 80
TALLEST = 4  # times the width


def read(data: bytes, page: int, width: int = PAGE_WIDTH) -> dict[str, Any]:
    """`{"jpeg": base64}` of this page (the first is 1), or the problem."""
    with pypdfium2.PdfDocument(data) as document:
        if not 1 <= page <= len(document):
            return {"problem": "no_page"}
        drawn = document[page - 1]
        across, down = drawn.get_size()
        if across <= 0 or down > TALLEST * across:
            return {"problem": "unusual"}
        picture = drawn.render(scale=width / across).to_pil().convert("RGB")
    out = io.BytesIO()
    picture.save(out, PIL.JpegImagePlugin.JpegImageFile.format, quality=QUALITY)
    return {"jpeg": base64.b64encode(out.getvalue()).decode()}
