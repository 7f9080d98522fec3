"""C11: the headings inside the parts in words (30号: 一 to 六 are the six parts; what stands below them is （一）…)."""

import re
from collections.abc import Iterator, Sequence

from app.law.annual_report.form import PARTS, TABLE_TITLES
from app.law.annual_report.said import Finding, Said

NUMERALS = "一二三四五六七八九十"
_OF_A_PART = re.compile(rf"^\s*(?P<heading>[{NUMERALS}]、[^。；\n]{{0,20}})", re.MULTILINE)
_BELOW = re.compile(rf"^\s*[（(](?P<numeral>[{NUMERALS}])[）)]", re.MULTILINE)
_BY_NUMBER = re.compile(rf"[{NUMERALS}]、(?P<name>[一-龥]{{4,30}}情况)")
_SIX = {title[0]: title for title in (*PARTS.values(), *TABLE_TITLES.values()) if title[1:2] == "、"}


def headings_are_in_order(said: Said) -> list[Finding] | None:
    """C11: no part repeats or misnames a heading of the form, and what stands below is counted （一）、（二）…"""
    return [
        Finding("C11", PARTS[part], words, is_warning=True)
        for part, text in said.texts.items()
        if part in PARTS
        for words in (*_of_parts(text), *_below(text))
    ]


def _of_parts(text: str) -> Iterator[str]:
    """A line that begins with 一、 is a heading of the whole report, which prints these itself."""
    for match in _OF_A_PART.finditer(text):
        heading = match["heading"].strip()
        own = _SIX.get(heading[0], "")
        if own.startswith(heading):
            yield f"标题“{heading}”由报告自带，正文中重复"
        elif (named := _BY_NUMBER.match(heading)) is not None and own:
            yield f"标题“{heading[0]}、{named['name']}”与格式不符，格式为“{own}”；下级标题用“（一）”"
        else:
            yield f"下级标题“{heading[:12]}”用了“{heading[:2]}”，应用“（一）”"


def _below(text: str) -> Iterator[str]:
    found = [match["numeral"] for match in _BELOW.finditer(text)]
    if found and found != list(NUMERALS[: len(found)]):
        yield f"下级标题的序号{_wrong(found)}：{'、'.join(f'（{one}）' for one in found)}"


def _wrong(found: Sequence[str]) -> str:
    if len(set(found)) < len(found):
        return "有重复"
    return "次序颠倒" if sorted(found, key=NUMERALS.index) != list(found) else "不连续"
