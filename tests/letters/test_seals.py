"""Seal pictures are small palette PNGs with a transparent ground."""

import io

import pytest
from PIL import Image

from app.letters.seals import PIXELS, SealRefused, draw_test_seal, prepare_seal


def png(size, colour, mode="RGBA", kind="PNG"):
    buffer = io.BytesIO()
    Image.new(mode, size, colour).save(buffer, format=kind)
    return buffer.getvalue()


def test_a_test_seal_is_a_small_palette_picture_and_always_the_same():
    seal = draw_test_seal("禄丰市人民政府办公室")
    with Image.open(io.BytesIO(seal)) as picture:
        assert (picture.size, picture.mode) == ((PIXELS, PIXELS), "P")
        assert picture.convert("RGBA").getpixel((2, 2))[3] == 0
    assert len(seal) < 60_000
    draw_test_seal.cache_clear()
    assert draw_test_seal("禄丰市人民政府办公室") == seal


@pytest.mark.parametrize(
    "name", ["局", "楚雄彝族自治州人民政府政务服务管理局（楚雄彝族自治州公共资源交易管理局）"]
)
def test_short_and_long_names_fit_on_the_ring(name):
    with Image.open(io.BytesIO(draw_test_seal(name))) as picture:
        corner = picture.convert("RGBA").crop((0, 0, 60, 60))
        assert corner.getextrema()[3][1] == 0, "nothing is drawn outside the ring"


def test_an_uploaded_seal_is_reduced():
    with Image.open(io.BytesIO(prepare_seal(png((1200, 1200), (230, 0, 18, 100))))) as picture:
        assert (picture.size, picture.mode) == ((PIXELS, PIXELS), "P")


@pytest.mark.parametrize(
    ("uploaded", "reason"),
    [
        (b"no picture", "无法读取"),
        (png((800, 800), (230, 0, 18), "RGB", "JPEG"), "PNG"),
        (png((100, 100), (230, 0, 18, 100)), "边长"),
        (png((900, 600), (230, 0, 18, 100)), "正方形"),
        (png((600, 600), (230, 0, 18, 255)), "透明"),
    ],
)
def test_an_unfit_picture_is_refused_with_the_reason(uploaded, reason):
    with pytest.raises(SealRefused, match=reason):
        prepare_seal(uploaded)
