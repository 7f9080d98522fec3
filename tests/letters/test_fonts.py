"""Fonts come from one folder; when they are not there the message says what to do."""

import os

import pytest

from app.letters import FontsMissing, LetterError
from app.letters.fonts import FACES, FONT_FOLDER, describe, faces_in, rare_characters
from app.letters.press import LetterPress


def test_missing_fonts_are_named_with_the_remedy(tmp_path):
    with pytest.raises(FontsMissing, match=r"FandolFang-Regular\.otf.*make setup"):
        LetterPress(tmp_path)


def test_an_office_may_use_its_own_face(tmp_path):
    for file in FACES.values():
        (tmp_path / file).symlink_to(FONT_FOLDER / file)
    (tmp_path / "own.otf").symlink_to(FONT_FOLDER / "FandolSong-Bold.otf")
    (tmp_path / "faces.toml").write_text('"Letter Title" = "own.otf"\n')
    assert faces_in(tmp_path)["Letter Title"].name == "own.otf"


def test_characters_that_fall_back_are_told():
    assert rare_characters("张赟镕三") == ["赟", "镕"]


def test_characters_are_described_so_that_a_clerk_can_find_them():
    assert describe(["🙂", "\u202e"]) == "“🙂”（U+1F642）、U+202E"


def test_font_errors_are_letter_errors():
    assert issubclass(FontsMissing, LetterError)


def test_the_environment_stays_as_it_was(tmp_path, monkeypatch):
    """A browser started after the press needs the system's fonts."""
    monkeypatch.delenv("FONTCONFIG_FILE", raising=False)
    LetterPress()
    assert "FONTCONFIG_FILE" not in os.environ
    monkeypatch.setenv("FONTCONFIG_FILE", "/etc/fonts/fonts.conf")
    LetterPress()
    assert os.environ["FONTCONFIG_FILE"] == "/etc/fonts/fonts.conf"
