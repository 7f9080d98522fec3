"""All letters at a glance: pages in small on one picture, each under the name of its kind."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from app.letters.fonts import FONT_FOLDER, faces_in

COLUMNS = 10
GAP, LABEL_HEIGHT = 12, 22  # pixels
GROUND, BORDER = "#e9ecef", "#868e96"
COLOURS = 48


def contact_sheet(pages: Sequence[tuple[str, Path]], width: int = 236, fonts: Path = FONT_FOLDER) -> bytes:
    """A palette PNG of (label, page picture) pairs in reading order. Raises ValueError when there is none."""
    if not pages:
        raise ValueError("no pages for a contact sheet")
    height = round(width * 297 / 210)
    rows = -(-len(pages) // COLUMNS)
    size = (GAP + COLUMNS * (width + GAP), GAP + rows * (height + LABEL_HEIGHT + GAP))
    sheet = Image.new("RGB", size, GROUND)
    font = ImageFont.truetype(str(faces_in(fonts)["Letter Hei"]), 13)
    for place, (label, file) in enumerate(pages):
        left = GAP + place % COLUMNS * (width + GAP)
        top = GAP + place // COLUMNS * (height + LABEL_HEIGHT + GAP)
        _put(sheet, file, (left, top, width, height))
        ImageDraw.Draw(sheet).text((left, top + height + 3), label, font=font, fill="black")
    buffer = io.BytesIO()
    sheet.quantize(colors=COLOURS, method=Image.Quantize.MEDIANCUT).save(buffer, format="PNG", optimize=True)
    return buffer.getvalue()


def _put(sheet: Image.Image, file: Path, place: tuple[int, int, int, int]) -> None:
    left, top, width, height = place
    with Image.open(file) as page:
        sheet.paste(page.convert("RGB").resize((width, height), Image.Resampling.LANCZOS), (left, top))
    ImageDraw.Draw(sheet).rectangle((left, top, left + width - 1, top + height - 1), outline=BORDER)
