"""The memory for encoded pictures: the same bytes as without it."""

import io

import pytest
from PIL import Image

from app.letters import pictures
from app.letters.seals import draw_test_seal


@pytest.fixture(scope="module")
def seal() -> Image.Image:
    with Image.open(io.BytesIO(draw_test_seal("禄丰市人民政府"))) as picture:
        return picture.convert("RGBA")


def test_colours_and_transparency_are_encoded_as_weasyprint_does(seal):
    for part in (seal.convert("RGB"), seal.getchannel("A")):
        assert pictures.encoded(part) == pictures._encode_anew(part)


def test_the_same_pixels_are_encoded_once(seal):
    first = pictures.encoded(seal.convert("RGB"))
    assert pictures.encoded(seal.copy().convert("RGB")) is first


def test_other_pixels_are_another_picture(seal):
    turned = seal.rotate(90).convert("RGB")
    assert pictures.encoded(turned) != pictures.encoded(seal.convert("RGB"))


def test_a_picture_with_a_palette_is_left_to_weasyprint(seal):
    with_palette = seal.quantize(8)
    assert with_palette.mode == "P"
    assert pictures.encoded(with_palette) == pictures._encode_anew(with_palette)


def test_a_seal_without_palette_has_the_same_pixels(seal):
    plain = pictures.without_palette(draw_test_seal("禄丰市人民政府"))
    with Image.open(io.BytesIO(plain)) as picture:
        assert picture.mode == "RGBA"
        assert picture.tobytes() == seal.tobytes()


def test_what_is_no_picture_is_passed_on():
    assert pictures.without_palette(b"no picture") == b"no picture"
