"""Numbers that a person typed before the lines of a list (1、 （一） ②): the letter numbers its lines itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

ONES = "一二三四五六七八九十"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
NUMBER = re.compile(
    rf"(?:[（(]\s*(?P<within>\d{{1,2}}|[{ONES}]{{1,3}})\s*[)）]"
    rf"|(?P<plain>\d{{1,2}})\s*(?:[)）、]|[.．](?!\d)|[.．](?=\d{{4}}年))"
    rf"|(?P<word>[{ONES}]{{1,3}})[、．.]|(?P<circled>[{CIRCLED}]))\s*"
)
GOES_ON = re.compile(rf"(?!\d{{4}}年)[\d{ONES}]")
"""1、2号楼, 一、二级保护区: more likely words of the line than its number."""


def without_own_numbers(lines: Sequence[str]) -> list[str]:
    """The lines without numbers that count them 1, 2, 3 …; a day, an amount, a number out of turn stays."""
    found = [(line, NUMBER.match(line)) for line in lines]
    counted = [number for _line, number in found if number]
    if [_value(number) for number in counted] != list(range(1, len(counted) + 1)):
        return list(lines)
    if len(counted) == 1 and GOES_ON.match(counted[0].string, counted[0].end()):
        return list(lines)
    bare = [line[number.end() :] if number else line for line, number in found]
    return bare if all(bare) else list(lines)


def _value(number: re.Match[str]) -> int:
    if said := number["plain"] or number["within"] or number["word"]:
        return int(said) if said.isdecimal() else _of_words(said)
    return CIRCLED.index(number["circled"]) + 1


def _of_words(said: str) -> int:
    """十二 → 12, 二十 → 20; 0 for what is no number below 100."""
    tens, ten, ones = said.rpartition("十")
    if len(tens) > 1 or len(ones) > 1:
        return 0
    return (ONES.index(tens) + 1 if tens else 1) * 10 * bool(ten) + (ONES.index(ones) + 1 if ones else 0)
