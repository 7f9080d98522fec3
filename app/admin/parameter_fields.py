"""The field with which a legal parameter is changed, by its unit; and its value in words."""

import re
from collections.abc import Mapping
from typing import Any

from app.casework.administration.fields import Patterned
from app.casework.contract.fields import Choice, Day, Text, Whole
from app.casework.contract.schemas import OfficeSchema
from app.law.parameters import Parameter

NUMBERS = frozenset({"working_day", "natural_day", "hour", "month", "year", "count", "page"})
LARGEST = 3660
REMEDY_WORDS = {"Q": "复议前置", "E": "复议或者诉讼"}
CHOICE_WORDS: Mapping[str, str] = {
    **REMEDY_WORDS, "both": "不公开部分复议前置，其余择一", "organ_decides": "由机关决定，不推定",
    "deemed_consent": "视为同意公开",
    "sent_excluded_end_included": "发函当日仍计，意见到达当日不计", "sent_included": "发函当日即不计",
    "from_party_receipt": "自对方签收起扣除",
    "auto_receipt_then_submitted": "提交成功之日（自动回执另有说明的从其说明）",
    "confirmed_on": "双方确认之日", "arrived_on": "到达之日", "signed_on": "机关签收之日",
    "reached_office_on": "转到公开工作机构之日", "per_case_or_per_page": "按件或者按量，择一", "per_case": "按件",
    "per_page": "按量",
    "first_row": "表中排在最前的一行", "other_misc": "其他处理中的“其他”",
    "2021": "2021 年格式", "2019": "2019 年格式", "known_at": "机关知悉之时", "published_at": "信息发布之时",
}  # fmt: skip
YES_NO = {"true": "是", "false": "否"}


class Date(Patterned):
    pattern = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
    wrong = "应为日期，例如 2021-01-01"


class MonthDay(Patterned):
    pattern = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
    wrong = "应为月日，例如 03-31"


def is_changeable(entry: Parameter) -> bool:
    """Ladders of fees come with the product's versions; all else may be set here."""
    return value_fields(entry) != {}


def value_fields(entry: Parameter) -> dict[str, Any]:
    """The fields by name; several for a map, none for what cannot be changed here."""
    if entry.unit in NUMBERS:
        return {"value": Whole(f"新的值（{entry.unit_words}）", maximum=LARGEST)}
    if entry.unit == "flag":
        return {"value": Choice("新的值", YES_NO)}
    if entry.unit == "choice" and entry.choices:
        return {"value": Choice("新的值", {one: CHOICE_WORDS.get(one, one) for one in entry.choices})}
    if entry.unit in ("date", "month_day"):
        return {"value": (Date if entry.unit == "date" else MonthDay)("新的值", maximum=10)}
    if entry.unit == "map" and set(entry.value.values()) <= set(REMEDY_WORDS):
        return {f"value_{key}": Choice(_article(key), REMEDY_WORDS, widget="select") for key in entry.value}
    return {}


def schema_of(entry: Parameter) -> OfficeSchema:
    """The whole form: value, the day from which it holds, and the source that was checked."""
    source = Text("依据", maximum=300, hint="核对过的文件名称、文号和条款；只核对、不改值的，也在这里写明")
    since = Day("自哪一天起施行", hint="期限按起算之日的值计算；可以填以后的日子，也可以填过去的日子更正")
    named = {**value_fields(entry), "valid_from": since, "source": source}
    return OfficeSchema(named)


def typed_of(entry: Parameter) -> dict[str, Any]:
    """The present value as the fields hold it."""
    if entry.unit == "map":
        return {f"value_{key}": value for key, value in entry.value.items()}
    if entry.unit == "flag":
        return {"value": "true" if entry.value else "false"}
    return {"value": "" if entry.value is None else str(entry.value)}


def value_of(entry: Parameter, values: Mapping[str, Any]) -> Any:
    """The value that the checked fields mean."""
    if entry.unit == "map":
        return {key: values[f"value_{key}"] for key in entry.value}
    return values["value"] == "true" if entry.unit == "flag" else values["value"]


def in_words(entry: Parameter) -> str:
    """The value for reading."""
    value = entry.value
    if value is None:
        return "未定，逐件或者另行确定"
    if entry.unit == "flag":
        return "是" if value else "否"
    if entry.unit == "map":
        return "；".join(f"{_article(key)}：{CHOICE_WORDS.get(str(one), one)}" for key, one in value.items())
    if isinstance(value, list):
        return "；".join(_tier(tier) for tier in value)
    if entry.unit in NUMBERS:
        return f"{value} {entry.unit_words}"
    return CHOICE_WORDS.get(str(value), str(value))


def _article(key: str) -> str:
    return "其他条款" if key == "default" else f"第 {key} 条"


def _tier(tier: Mapping[str, Any]) -> str:
    span = f"{tier['from']}—{tier['to']}" if "to" in tier else f"{tier['from']} 以上"
    step = f"，每 {tier['step_cases']} 件提高 {tier['step_yuan']} 元" if "step_cases" in tier else ""
    return f"{span}：{tier['yuan']} 元{step}"
