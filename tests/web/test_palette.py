"""Contrast of the palette, computed as WCAG 2.1 does. Texts 4.5:1, borders of fields and signs 3:1."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "app" / "static" / "css"
HEX = re.compile(r"--([a-z-]+):\s*(#[0-9a-f]{6})")
TOKENS = dict(HEX.findall((CSS / "tokens.css").read_text("utf-8")))
CONTRAST = TOKENS | dict(HEX.findall((CSS / "display.css").read_text("utf-8")))

TEXTS = ("ink", "ink-soft", "muted", "faint", "gov", "gov-dark", "red", "amber", "green", "violet")
GROUNDS = ("surface", "ground", "surface-soft")
TINTS = [("red", "red-pale"), ("amber", "amber-pale"), ("green", "green-pale"), ("violet", "violet-pale")]


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_is_readable_on_every_ground(text, ground):
    assert contrast(TOKENS[text], TOKENS[ground]) >= 4.5


@pytest.mark.parametrize(("text", "ground"), TINTS)
def test_lamps_are_readable_on_their_tint(text, ground):
    assert contrast(TOKENS[text], TOKENS[ground]) >= 4.5


@pytest.mark.parametrize("ground", ["gov", "gov-dark", "gov-bright", "red-fill"])
def test_white_is_readable_on_dark_grounds(ground):
    assert contrast("#ffffff", TOKENS[ground]) >= 4.5


@pytest.mark.parametrize("fill", ["field-line", "red-fill", "green-fill", "violet-fill"])
def test_borders_and_signs_stand_out(fill):
    assert contrast(TOKENS[fill], TOKENS["surface"]) >= 3


@pytest.mark.parametrize("text", TEXTS)
def test_high_contrast_means_at_least_seven_to_one(text):
    assert contrast(CONTRAST[text], "#ffffff") >= 7


def test_known_pairs_are_computed_right():
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0
    assert round(contrast("#1653a8", "#ffffff"), 1) == 7.4
