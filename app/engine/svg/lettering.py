"""Text in SVG: width, wrapping, escaping."""

from __future__ import annotations

from html import escape

INK = "#1f2937"
QUIET = "#475569"


def units(text: str) -> float:
    """Width of a text in Chinese characters; a Latin letter or digit counts half."""
    return sum(1.0 if ord(letter) > 0x2E7F else 0.55 for letter in text)


def wrap(text: str, widest: float) -> list[str]:
    """Lines of at most `widest` units (at least one letter each), as even as the words allow."""
    total = units(text)
    if total <= widest or widest < 1:
        return [text] if text else []
    even = total / -(-total // widest)
    lines, line = [], ""
    for letter in text:
        if line and units(line + letter) > even + 0.5 and units(line + letter) > min(even, widest):
            lines.append(line)
            line = ""
        line += letter
    return [*lines, line]


def write(
    x: float,
    y: float,
    lines: list[str],
    *,
    size: float = 13,
    anchor: str = "middle",
    ink: str = INK,
    bold: bool = False,
) -> str:
    """Lines centred on a height."""
    top = y - (len(lines) - 1) * size * 0.62
    weight = ' font-weight="600"' if bold else ""
    return "".join(
        f'<text x="{x:g}" y="{top + number * size * 1.24:g}" font-size="{size:g}" text-anchor="{anchor}"'
        f' dominant-baseline="central" fill="{ink}"{weight}>{escape(line)}</text>'
        for number, line in enumerate(lines)
    )


def write_down(x: float, middle: float, text: str, room: float) -> str:
    """One character under the other, as lane names are written; smaller where the lane is low."""
    step = min(17.0, room / max(len(text), 1))
    top = middle - (len(text) - 1) * step / 2
    return "".join(
        f'<text x="{x:g}" y="{top + number * step:g}" font-size="{step * 0.82:g}" text-anchor="middle"'
        f' dominant-baseline="central" fill="#334e68">{escape(letter)}</text>'
        for number, letter in enumerate(text)
    )
