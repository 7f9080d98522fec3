"""Small helpers that the templates use as filters: dates, quotations, titles in balanced lines."""

from __future__ import annotations

import re
from typing import Any

from app.letters.facts import as_date, chinese_date

LINE_WIDTH_EM = 28.0  # a full line of the letter, in characters
DATE_INSET_EM = 4.0  # 成文日期 stands four characters in from the right
ADDRESS_LAST = re.compile(r"(?:https?://|www\.)[\w./?=&%#~:+-]+。?$", re.ASCII)
WHOLE_TITLE = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")
ASKING = (
    "申请",
    "请",
    "要求",
    "希望",
    "我",
    "本人",
    "咨询",
    "建议",
    "您好",
    "你好",
    "依法",
    "依据",
    "根据",
    "想",
)
SINGLE = {"《": "〈", "》": "〉"}
IN_LINE_LENGTH = 160  # a longer request is quoted in paragraphs of its own


class Blank(str):
    """Stands in a preview for a fact that is not there yet."""

    __slots__ = ()


def day(value: Any) -> str:
    """2026年3月2日."""
    if isinstance(value, Blank):
        return value
    found = as_date(value)
    if found is None:
        raise ValueError(f"not a date: {value!r}")
    return chinese_date(found)


def day_or_blank(value: Any) -> str:
    """For forms on paper: a day that is not known yet stays to be written by hand."""
    return day(value) if value else ""


def compact_day(value: Any) -> str:
    """20260302, as the lists of archives write it (DA/T 22-2015)."""
    if isinstance(value, Blank):
        return value
    return f"{as_date(value):%Y%m%d}"


def lines(text: str) -> list[str]:
    """The paragraphs of a text, without the blanks around them (the indent is the letter's own)."""
    if isinstance(text, Blank):
        return [text]
    return [line.strip(" \u3000\u00a0") for line in text.split("\n") if line.strip(" \u3000\u00a0")]


def fits_in_line(text: str) -> bool:
    return len(lines(text)) == 1 and len(text) <= IN_LINE_LENGTH


def quoted(text: str) -> str:
    """In “ ”, with quotation marks inside turned into ‘ ’ and a final stop dropped, as GB/T 15834 wants."""
    if isinstance(text, Blank):
        return text
    inner = text.strip().rstrip("。.；;")
    if len(inner) >= 2 and inner[0] == "“" and inner[-1] == "”" and "“" not in inner[1:]:
        inner = inner[1:-1]
    return "“" + inner.translate(str.maketrans("“”", "‘’")) + "”"


def asked_as(text: str) -> str:
    """How the words of a request are led up to: they may themselves begin with asking (申请公开…, 请求…, 我要…)."""
    return "申请内容为" if text.strip().startswith(ASKING) else "申请公开"


def sentence(text: str) -> str:
    """The text with exactly one stop at its end; none behind an address, which it would seem to belong to."""
    if isinstance(text, Blank):
        return text
    text = text.strip()
    if ADDRESS_LAST.search(text):
        return text.rstrip("。")
    return text if text.endswith(("。", "！", "？", "”", "：")) else text.rstrip("，、；;,. ") + "。"


def clause(text: str) -> str:
    """The text without a stop at its end, to be followed by more of the sentence."""
    return text if isinstance(text, Blank) else text.strip().rstrip("。；;，,、.")


def bracketed(text: str) -> str:
    """The text in （ ）; where it has brackets of its own, in 〔 〕: none stands within its own kind (GB/T 15834)."""
    if isinstance(text, Blank):
        return text
    inner = clause(text)
    return f"〔{inner}〕" if "（" in inner else f"（{inner}）"


def title_alone(text: str) -> str:
    """A title without the 《》 that were typed around it: the letter has its own."""
    if isinstance(text, Blank):
        return text
    inner = text.strip()
    return inner[1:-1] if WHOLE_TITLE.fullmatch(inner) else inner


def nested_titles(text: str) -> str:
    """《…〈…〉…》: a title within a title takes the single marks (GB/T 15834); marks without their pair stay."""
    if "《" not in text:
        return text
    depth, marks = 0, []
    for char in text:
        depth += char == "《"
        marks.append(SINGLE[char] if char in SINGLE and depth % 2 == 0 else char)
        depth -= char == "》"
        if depth < 0:
            return text
    return text if depth else "".join(marks)


def width_em(text: str) -> float:
    """Printed width in characters of 仿宋: Latin letters, digits and blanks take half."""
    return sum(0.5 if ord(char) < 0x2E80 and char not in "“”‘’—…·〔〕" else 1.0 for char in text)


def balanced(text: str, limit: int) -> list[str]:
    """The text in as few lines of at most `limit` characters as possible, about equal in length.

    A break where a word of office titles begins or ends is preferred to one inside a word.
    """
    if len(text) <= limit:
        return [text]
    count = -(-len(text) // limit)
    ideal = len(text) / count
    cuts = range(max(1, len(text) - limit * (count - 1)), min(limit, len(text) - 1) + 1)
    best = min(cuts, key=lambda cut: (abs(cut - ideal) + _penalty(text, cut), cut))
    return [text[:best], *balanced(text[best:], limit)]


WORDS = (
    "依申请公开", "政府信息", "信息处理费", "社会保障",
    "人民政府", "自治州", "办公室", "管理局", "委员会", "告知书", "通知书", "确认书",
    "申请", "公开", "信息", "政府", "办理", "工作", "关于", "规范", "意见", "征求", "处理", "答复",
)  # fmt: skip
GOOD_AFTER = re.compile(r"(、|州|市|县|人民政府|（[^）]*）)$")
NEVER_FIRST, NEVER_LAST = "，。、；：）》”的", "（《“"


def _penalty(text: str, cut: int) -> int:
    """How bad a line break before text[cut] is, in characters of imbalance that one would accept instead."""
    if text[cut] in NEVER_FIRST or text[cut - 1] in NEVER_LAST:
        return 40
    for word in WORDS:
        start = text.find(word, max(0, cut - len(word) + 1), cut + len(word) - 1)
        if start != -1 and start < cut < start + len(word):
            return 12
    return -3 if GOOD_AFTER.search(text[:cut]) or text[cut] == "（" else 0


def mark_size(name_lines: list[str], largest: float, spacing: float = 1.05) -> float:
    """Type size in pt of the 发文机关标志: lines of at most 156 mm (442 pt), `spacing` ems a character."""
    longest = max(len(line) for line in name_lines)
    return round(min(largest, 440 / (max(longest, 1) * spacing)), 1)


def mark_class(organ_name: str) -> str:
    """The same by class, for the page: its stylesheet knows four sizes."""
    length = len(organ_name)
    for name, longest in (("mark-short", 12), ("mark-medium", 18), ("mark-long", 26)):
        if length <= longest:
            return name
    return "mark-longest"


def date_inset(name_lines: list[str], day_text: str) -> float:
    """Distance of the date from the right edge, in characters: four, or more when a long name centred over it
    would leave the type area."""
    widest = max(width_em(line) for line in name_lines)
    overhang = (widest - width_em(day_text)) / 2
    return round(max(DATE_INSET_EM, overhang), 2)


FILTERS = {
    "asked_as": asked_as,
    "balanced": balanced,
    "bracketed": bracketed,
    "clause": clause,
    "compact_day": compact_day,
    "date_inset": date_inset,
    "day": day,
    "day_or_blank": day_or_blank,
    "fits_in_line": fits_in_line,
    "lines": lines,
    "mark_class": mark_class,
    "mark_size": mark_size,
    "quoted": quoted,
    "sentence": sentence,
    "title_alone": title_alone,
}
