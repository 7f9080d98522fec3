"""The fonts of the letters and the characters that they can draw.

Fonts come from one folder of the application, never from the system: a letter looks the same everywhere.
An office that owns 方正小标宋 or 仿宋_GB2312 puts the file into the folder and names it in faces.toml there.
"""

from __future__ import annotations

import os
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from app.letters.errors import FontsMissing

FONT_FOLDER = Path(os.environ.get("MINGBAI_FONTS", Path(__file__).parents[2] / "fonts"))

FACES = {  # our own distinct family names: fontconfig takes Fandol Regular and Bold for the same face
    "Letter Fang": "FandolFang-Regular.otf",
    "Letter Song": "FandolSong-Regular.otf",
    "Letter Title": "FandolSong-Bold.otf",
    "Letter Hei": "FandolHei-Regular.otf",
    "Letter Kai": "FandolKai-Regular.otf",
    "Letter Rare": "BabelStoneHan.ttf",
}

# private use, control, surrogate, format (bidi overrides, zero width); characters newer than Python's table are judged
# by the fonts
REFUSED_CATEGORIES = {"Co", "Cc", "Cs", "Cf", "Zl", "Zp"}
EMOJI = range(0x1F000, 0x1FB00)  # the rare-character font can draw them; an official letter must not
VARIATION_SELECTORS = (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))


def faces_in(folder: Path = FONT_FOLDER) -> dict[str, Path]:
    """Family name → font file. Raises FontsMissing when one is not there."""
    chosen = dict(FACES)
    local = folder / "faces.toml"
    if local.is_file():
        chosen |= {name: str(file) for name, file in tomllib.loads(local.read_text("utf-8")).items()}
    if missing := sorted(file for file in chosen.values() if not (folder / file).is_file()):
        raise FontsMissing(str(folder), missing)
    return {name: folder / file for name, file in chosen.items()}


@cache
def _characters_in(file: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont  # slow to import, and only letters that are checked need it

    with TTFont(file, lazy=True) as font:
        # numbers instead of names: to name 63,570 glyphs it would read in the outlines, 10 MB of every process
        font.setGlyphOrder(range(font["maxp"].numGlyphs))
        return frozenset(font.getBestCmap())


@cache
def _stack(folder: Path) -> tuple[frozenset[int], frozenset[int]]:
    faces = faces_in(folder)
    return _characters_in(faces["Letter Fang"]), _characters_in(faces["Letter Rare"])


def unprintable(text: str, folder: Path = FONT_FOLDER) -> list[str]:
    """The characters of `text` that must not or cannot be printed, each once. Line ends and tabs are allowed."""
    known = _found_printable(folder)
    if known.issuperset(text):
        return []
    new = [char for char in dict.fromkeys(text) if char not in known]
    refused = [char for char in new if not is_printable(char, folder)]
    known.update(char for char in new if char not in refused)
    return refused


@cache
def _found_printable(folder: Path) -> set[str]:
    """Blank space, and what was looked at before: a letter has the same few hundred signs as the last one."""
    return {"\n", "\t"}


def rare_characters(text: str, folder: Path = FONT_FOLDER) -> list[str]:
    """The characters that only the rare-character font has: worth a look before signing."""
    common, rare = _stack(folder)
    return [char for char in dict.fromkeys(text) if ord(char) not in common and ord(char) in rare]


@lru_cache(maxsize=50_000)
def is_printable(char: str, folder: Path = FONT_FOLDER) -> bool:
    """Whether a letter may print this character, and a font has it."""
    category = unicodedata.category(char)
    if category in REFUSED_CATEGORIES or ord(char) in EMOJI or ord(char) in VARIATION_SELECTORS:
        return False
    if category == "Zs":
        return char in " \u00a0\u3000"
    return any(ord(char) in font for font in _stack(folder))


def describe(chars: Iterable[str]) -> str:
    """Characters as a clerk can find them: the sign where it is visible, and always its U+ number."""
    return "、".join(
        f"“{char}”（U+{ord(char):04X}）" if unicodedata.category(char)[0] in "LNPS" else f"U+{ord(char):04X}"
        for char in chars
    )
