"""Justify Chinese lines: spread the slack over all characters.

WeasyPrint 70.0 stretches only U+0020 and U+00A0, so a Chinese line that breaks early stays ragged.
`install()` replaces the private function `weasyprint.layout.inline.justify_line`; the version is pinned for
that reason, and a test measures the right edge of every line.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

MAX_STRETCH = 0.15  # of the type size, per gap; a line cut short by a long number or address stays ragged
FEWEST_GAPS = 5
_justify_on_spaces = inline.justify_line


def install() -> None:
    """Make WeasyPrint use our justification; calling it again changes nothing."""
    inline.justify_line = justify_line


def justify_line(context: Any, line: Any, slack: float) -> None:
    texts = [box for box in _text_boxes(line) if box.text]
    if not any(_is_cjk(char) for box in texts for char in box.text):
        _justify_on_spaces(context, line, slack)
        return
    gaps = sum(len(box.text) for box in texts) - 1
    if gaps < FEWEST_GAPS or slack / gaps > MAX_STRETCH * line.style["font_size"]:
        return
    _spread(line, texts, slack / gaps)


def _spread(line: Any, texts: list[Any], per_gap: float) -> None:
    shift = 0.0
    for box in texts:
        box.style = box.style.copy()
        spacing = box.style["letter_spacing"]
        box.style["letter_spacing"] = (0 if spacing == "normal" else spacing) + per_gap
        box.position_x += shift
        widened = per_gap * len(box.text)
        box.width += widened
        shift += widened
    line.width += shift


def _text_boxes(box: Any) -> list[Any]:
    if isinstance(box, boxes.TextBox):
        return [box]
    if isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        return [found for child in box.children if child.is_in_normal_flow() for found in _text_boxes(child)]
    return []


def _is_cjk(char: str) -> bool:
    return "\u3000" <= char <= "\ufaff" or char > "\U00020000"
