"""What the letters print of words that no font of theirs has: 〓 for a sign, the script's name for a passage.

The words themselves stay as they were written in the record and in the frozen facts; only the page says what it could
not print. A sign that cannot be printed is no reason not to register, answer or confirm (条例第二十九条).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from app.letters.fonts import FONT_FOLDER, is_printable, unprintable

GETA = "〓"
MOST_NAMED = 12
SCRIPTS: Mapping[str, str] = {
    "藏文": "\u0f00-\u0fff",
    "蒙古文": "\u1800-\u18af\U00011660-\U0001167f",
    "维吾尔文等阿拉伯字母文字": "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
    "彝文": "\ua000-\ua4cf",
    "傣文": "\u1950-\u197f\u1980-\u19df\u1a20-\u1aaf",
    "缅文": "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f",
    "泰文": "\u0e00-\u0e7f",
    "朝鲜文": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af",
    "傈僳文": "\ua4d0-\ua4ff",
    "苗文": "\U00016f00-\U00016f9f",
}
LINE_ENDS = re.compile("[\v\f\x85\u2028\u2029]")
NEVER_SEEN = re.compile(  # controls and marks of direction; selectors, which choose a form of the sign before them
    "[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e007f\U000e0100-\U000e01ef]"
)
PASSAGES = {
    name: re.compile(f"[{signs}][{signs}\u200c\u200d\u202f ]*[{signs}\u200c\u200d]|[{signs}]")
    for name, signs in SCRIPTS.items()
}


def printed(text: str, folder: Path = FONT_FOLDER) -> str:
    """The text as the page can show it. A tab, which comes with what was copied from a table, is a blank."""
    text = text.replace("\t", " ")
    if _is_plain(text, folder):
        return text
    text = _seen(text)
    for name, passage in PASSAGES.items():
        text = _named_in(text, name, passage, folder)
    return "".join(sign if _may_stand(sign, folder) else GETA for sign in text)


def print_note(facts: Any, folder: Path = FONT_FOLDER) -> str:
    """What the page could not print of these facts, for the foot of the letter; empty when it printed all."""
    texts = [_seen(text) for text in strings_in(facts) if not _is_plain(text, folder)]
    scripts = [name for name, passage in PASSAGES.items()
               if any(not _is_plain(found, folder) for text in texts for found in passage.findall(text))]  # fmt: skip
    rest = dict.fromkeys(
        sign for text in texts for sign in _without_passages(text, scripts) if not _may_stand(sign, folder)
    )
    named = [f"U+{ord(sign):04X}" for sign in rest]
    said = [f"“〔{name}〕”处原文为{name}" for name in scripts]
    if named:
        more = f"等{len(named)}个字符" if len(named) > MOST_NAMED else ""
        said.append(f"“{GETA}”处为字库没有的字符（{'、'.join(named[:MOST_NAMED])}{more}）")
    return f"注：{'；'.join(said)}，原文以案卷所存为准。" if said else ""


def _seen(text: str) -> str:
    return NEVER_SEEN.sub("", LINE_ENDS.sub("\n", text))


def _named_in(text: str, name: str, passage: re.Pattern[str], folder: Path) -> str:
    return passage.sub(lambda found: _named(found.group(), name, folder), text)


def _named(passage: str, name: str, folder: Path) -> str:
    return passage if _is_plain(passage, folder) else f"〔{name}〕"


def _without_passages(text: str, scripts: list[str]) -> str:
    for name in scripts:
        text = PASSAGES[name].sub(lambda found: "", text)
    return text


def _may_stand(sign: str, folder: Path) -> bool:
    return sign in "\n\t" or is_printable(sign, folder)


def _is_plain(text: str, folder: Path) -> bool:
    return (text.isascii() and text.isprintable()) or not unprintable(text, folder)


def strings_in(value: Any) -> Iterator[str]:
    """Every piece of text in facts, however deep it lies."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from strings_in(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from strings_in(item)
