"""Facts: what people put into a letter. Checked against the kind, then frozen as plain JSON.

A fact that is blank, unknown, of a wrong type, too long, not printable or in contradiction with another is
a Problem. Nothing is guessed or repaired except the outer blanks and the line ends of text. What a letter only repeats
from the record is printed as it is: its length, signs and blanks are nobody's to mend there (decision 0125).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from app.letters.catalogue import LetterKind
from app.letters.errors import LetterRefused, Problem
from app.letters.fields import FactField
from app.letters.fonts import describe, unprintable
from app.letters.person_names import without_masks
from app.letters.printable import strings_in

MAX_CHARACTERS = 20_000  # in one letter, all that was typed for it together
GAP = re.compile(r"_{2,}|＿{2,}|×{2,}|[xX]{3,}|\?{3,}|？{3,}|【\s*】|〔\s*〕|（\s*）|待填|待补充|待定")
ADDRESS = re.compile(
    r"https?://[A-Za-z0-9][!-~]*|(?:[A-Za-z0-9-]+\.)+[A-Za-z0-9-]+(?::\d+)?/[!-~]*"
)  # may have __ in it (WeChat's ?__biz=), where nothing is left to fill in
CHINESE_DATE = "{0.year}年{0.month}月{0.day}日"


def check_facts(kind: LetterKind, facts: Mapping[str, Any]) -> list[Problem]:
    """Every problem of these facts, in the order of the kind's facts; an empty list means: can be printed."""
    problems = [
        Problem(name, "unknown", f"{kind.name}没有名为“{name}”的要素")
        for name in facts
        if name not in kind.facts
    ]
    for field in kind.facts.values():
        problems += _check(field, facts.get(field.name), required=field.is_required(facts))
    problems += _contradictory_dates(kind, facts)
    if sum(len(text) for text in _typed(kind, facts)) > MAX_CHARACTERS:
        problems.append(Problem("", "too_long", f"文书内容超过{MAX_CHARACTERS}字，请改为附件"))
    return problems


def _typed(kind: LetterKind, facts: Mapping[str, Any]) -> Iterator[str]:
    """The words of these facts, but for those that the letter repeats from the record."""
    for name, value in facts.items():
        field = kind.facts.get(name)
        repeated = {column.name for column in field.columns if column.is_repeated} if field else set()
        if field is None or not field.is_repeated:
            yield from strings_in(_without(value, repeated))


def _without(value: Any, columns: set[str]) -> Any:
    if not columns or not isinstance(value, (list, tuple)):
        return value
    return [{key: cell for key, cell in row.items() if key not in columns} if isinstance(row, Mapping) else row
            for row in value]  # fmt: skip


def faults_of_words(title: str, text: str) -> Iterator[tuple[str, str]]:
    """Code and sentence of what may not stand in words that somebody types for a letter."""
    if chars := unprintable(text):
        yield "not_printable", f"{title}中有不能印制的字符：{describe(chars[:10])}"
    if gap := gap_in(without_masks(text)):
        yield "gap", f"{title}中有未填的空缺“{gap}”"


def gap_in(text: str, pattern: re.Pattern[str] = GAP) -> str:
    """What is left to be filled in; empty where nothing is. Addresses are never a gap."""
    found = pattern.search(ADDRESS.sub("某", text))
    return found.group() if found else ""


def freeze(kind: LetterKind, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts as plain JSON in the kind's order, or LetterRefused. What is stored, attached, hashed."""
    if problems := check_facts(kind, facts):
        raise LetterRefused(problems)
    return {name: _plain(facts[name]) for name in kind.facts if name in facts and not is_blank(facts[name])}


def frozen_json(facts: Mapping[str, Any]) -> str:
    """The one way in which frozen facts are written down: same facts, same bytes."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def as_date(value: Any) -> date | None:
    """A date from a date or an ISO day; None when it is neither. Instants depend on a zone: refused."""
    if isinstance(value, datetime):
        return None
    if isinstance(value, date):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return None


def chinese_date(day: date) -> str:
    """2026年3月2日, as GB/T 9704 writes it: no leading zeros."""
    return CHINESE_DATE.format(day)


def is_blank(value: Any) -> bool:
    if isinstance(value, str):
        return not value.strip()
    return value is None or (isinstance(value, (list, tuple)) and not value)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return re.sub(r"\r\n?", "\n", value).strip()
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items() if not is_blank(item)}
    return value


def _check(field: FactField, value: Any, *, required: bool) -> list[Problem]:
    if is_blank(value):
        return [Problem(field.name, "blank", f"未填写{field.title}")] if required else []
    return list(CHECKS[field.type](field, value))


def _check_string(field: FactField, value: Any) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield _wrong(field, "文字")
        return
    if field.is_repeated:
        return
    if field.type != "text" and ("\n" in value.strip() or "\r" in value.strip()):
        yield Problem(field.name, "not_one_line", f"{field.title}只能写一行")
    text = _plain(value)
    if len(text) > field.max_length:
        yield Problem(field.name, "too_long", f"{field.title}共{len(text)}字，超过{field.max_length}字")
    for code, message in faults_of_words(field.title, text):
        yield Problem(field.name, code, message)


def _check_date(field: FactField, value: Any) -> Iterator[Problem]:
    day = as_date(value)
    if day is None:
        yield _wrong(field, "日期（如2026-03-02）")
    elif not 1949 < day.year < 2200:
        yield Problem(field.name, "out_of_range", f"{field.title}的年份{day.year}不合理")


def _check_integer(field: FactField, value: Any) -> Iterator[Problem]:
    if not isinstance(value, int) or isinstance(value, bool):
        yield _wrong(field, "整数")
    elif not field.minimum <= value <= field.maximum:
        yield Problem(field.name, "out_of_range", f"{field.title}须在{field.minimum}至{field.maximum}之间")


def _check_amount(field: FactField, value: Any) -> Iterator[Problem]:
    try:
        amount = Decimal(value) if isinstance(value, str) else None
    except InvalidOperation:
        amount = None
    if amount is None or not re.fullmatch(r"\d{1,9}(\.\d{1,2})?", str(value)):
        yield _wrong(field, "金额（元，如1200.00）")


def _check_choice(field: FactField, value: Any) -> Iterator[Problem]:
    if not isinstance(value, str) or value not in field.options:
        allowed = "、".join(field.options.values())
        yield Problem(field.name, "not_a_choice", f"{field.title}须从下列各项中选择：{allowed}")


def _check_list(field: FactField, value: Any) -> Iterator[Problem]:
    if not isinstance(value, (list, tuple)):
        yield _wrong(field, "列表")
        return
    if len(value) > field.max_items and not field.is_repeated:
        yield Problem(field.name, "too_many", f"{field.title}共{len(value)}项，超过{field.max_items}项")
    for item in value[: field.max_items]:
        if is_blank(item):
            yield Problem(field.name, "blank", f"{field.title}中有空白项")
        else:
            yield from _check_string(field, item)


def _check_rows(field: FactField, value: Any) -> Iterator[Problem]:
    if not isinstance(value, (list, tuple)) or not all(isinstance(row, Mapping) for row in value):
        yield _wrong(field, "列表（每项含" + "、".join(column.title for column in field.columns) + "）")
        return
    if len(value) > field.max_items and not field.is_repeated:
        yield Problem(field.name, "too_many", f"{field.title}共{len(value)}项，超过{field.max_items}项")
    for index, row in enumerate(value[: field.max_items], start=1):
        yield from _check_row(field, index, row)


def _check_row(field: FactField, index: int, row: Mapping[str, Any]) -> Iterator[Problem]:
    known = {column.name for column in field.columns}
    for name in row:
        if name not in known:
            yield Problem(field.name, "unknown", f"{field.title}第{index}项没有名为“{name}”的内容")
    for column in field.columns:
        for problem in _check(column, row.get(column.name), required=column.is_required(row)):
            yield Problem(field.name, problem.code, f"{field.title}第{index}项：{problem.message}")


CHECKS = {
    "string": _check_string,
    "text": _check_string,
    "date": _check_date,
    "integer": _check_integer,
    "amount": _check_amount,
    "choice": _check_choice,
    "list": _check_list,
    "rows": _check_rows,
}


def _wrong(field: FactField, wanted: str) -> Problem:
    return Problem(field.name, "wrong_type", f"{field.title}须为{wanted}")


def _contradictory_dates(kind: LetterKind, facts: Mapping[str, Any]) -> Iterator[Problem]:
    for earlier, later in kind.date_order:
        first, second = as_date(facts.get(earlier)), as_date(facts.get(later))
        if first and second and first > second:
            message = (
                f"{kind.facts[earlier].title}（{chinese_date(first)}）"
                f"不能晚于{kind.facts[later].title}（{chinese_date(second)}）"
            )
            yield Problem(earlier, "contradictory_dates", message)
