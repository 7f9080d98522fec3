"""Seal pictures as they are drawn and made smaller. `app.letters.seals` reads this in when there is one to make."""

from __future__ import annotations

import io
import math
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, UnidentifiedImageError

from app.letters.fonts import faces_in
from app.letters.seals import PIXELS, SealRefused

RED = (230, 0, 18, 225)
COLOURS = 32
OVERSIZE = 2  # drawn twice as large, then reduced: smooth edges
LONGEST_SIDE = 4000
TEST_WORDS = "测试专用"


def drawn(organ_name: str, fonts: Path) -> bytes:
    """What `seals.draw_test_seal` tells."""
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


def prepared(uploaded: bytes) -> bytes:
    """What `seals.prepare_seal` tells."""
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
