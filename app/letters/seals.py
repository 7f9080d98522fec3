"""Seal pictures. An office uploads its own; a TEST seal can be drawn for demonstration organs.

496 px on 42 mm is 300 dpi. A palette picture of that size keeps letters small and quick: it is encoded
anew in every letter.
"""

from __future__ import annotations

import io
import math
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, UnidentifiedImageError

from app.letters.errors import LetterError
from app.letters.fonts import FONT_FOLDER, faces_in

RED = (230, 0, 18, 225)
PIXELS = 496
COLOURS = 32
OVERSIZE = 2  # drawn twice as large, then reduced: smooth edges
LONGEST_SIDE = 4000
TEST_WORDS = "测试专用"


class SealRefused(LetterError):
    """The uploaded picture cannot be a seal."""


@lru_cache(maxsize=64)
def draw_test_seal(organ_name: str, fonts: Path = FONT_FOLDER) -> bytes:
    """A round seal with the organ's name and 测试专用 under the star, as PNG. It has no legal force."""
    width = PIXELS * OVERSIZE
    image = Image.new("RGBA", (width, width), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    line = int(width * 0.026)
    draw.ellipse([line, line, width - line, width - line], outline=RED, width=line)
    draw.polygon(_star(width / 2, width * 0.13), fill=RED)
    font_file = str(faces_in(fonts)["Letter Title"])
    _write_round(image, organ_name, font_file)
    small = ImageFont.truetype(font_file, int(width * 0.075))
    draw.text((width / 2, width * 0.76), TEST_WORDS, font=small, fill=RED, anchor="mm")
    return _palette_png(image)


def prepare_seal(uploaded: bytes) -> bytes:
    """An uploaded seal picture (square PNG with transparency) as the small palette PNG that letters use.

    Raises SealRefused with the reason in Chinese.
    """
    try:
        with Image.open(io.BytesIO(uploaded)) as picture:
            if picture.format != "PNG":
                raise SealRefused("印章图片须为 PNG 格式")
            if max(picture.size) > LONGEST_SIDE or min(picture.size) < PIXELS:
                raise SealRefused(f"印章图片的边长须在{PIXELS}至{LONGEST_SIDE}像素之间")
            if abs(picture.width - picture.height) > 0.02 * picture.width:
                raise SealRefused("印章图片须为正方形")
            image = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError) as error:
        raise SealRefused("印章图片无法读取") from error
    if image.getchannel("A").getextrema()[0] == 255:
        raise SealRefused("印章图片须有透明背景，否则会遮住署名和日期")
    return _palette_png(image)


def _palette_png(image: Image.Image) -> bytes:
    small = image.resize((PIXELS, PIXELS), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    small.quantize(colors=COLOURS, method=Image.Quantize.FASTOCTREE).save(
        buffer, format="PNG", dpi=(300, 300), optimize=True
    )
    return buffer.getvalue()


def _star(centre: float, radius: float) -> list[tuple[float, float]]:
    points = []
    for corner in range(10):
        length = radius if corner % 2 == 0 else radius * 0.382
        angle = -math.pi / 2 + corner * math.pi / 5
        points.append((centre + length * math.cos(angle), centre * 0.94 + length * math.sin(angle)))
    return points


def _write_round(image: Image.Image, text: str, font_file: str) -> None:
    """The name on an arc that grows with its length; long names get smaller characters."""
    width = image.width
    arc = math.radians(min(270, 24 * max(len(text) - 1, 1)))
    size = min(width * 0.125, 0.375 * width * arc / max(len(text) - 1, 1) * 0.98)
    font = ImageFont.truetype(font_file, int(size))
    half, ring = width * 0.08, width * 0.385
    for place, char in enumerate(text):
        angle = -math.pi / 2 - arc / 2 + arc * place / max(len(text) - 1, 1)
        tile = Image.new("RGBA", (int(2 * half),) * 2, (0, 0, 0, 0))
        ImageDraw.Draw(tile).text((half, half), char, font=font, fill=RED, anchor="mm")
        turned = tile.rotate(-math.degrees(angle) - 90, resample=Image.Resampling.BICUBIC)
        x, y = width / 2 + ring * math.cos(angle) - half, width / 2 + ring * math.sin(angle) - half
        image.alpha_composite(turned, (int(x), int(y)))
