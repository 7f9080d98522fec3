"""The legal parameters (法规参数): every number of the law, with its article and how far it was checked.

An office may override values; an entry without a value has no statutory number and is set case by case. Values
have days from which they hold: `parameter_history` finds the `Parameters` in force on a day.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from app.law.errors import InvalidParameters

BUILTIN_FILE = Path(__file__).parent / "data" / "parameters.toml"


class ParameterStatus(StrEnum):
    """How far an entry was checked against the official text."""

    VERIFIED = "verified"
    PARTIAL = "partial"
    UNVERIFIED = "unverified"


STATUS_WORDS: Mapping[ParameterStatus, str] = {
    ParameterStatus.VERIFIED: "已核对",
    ParameterStatus.PARTIAL: "部分核对",
    ParameterStatus.UNVERIFIED: "未核对",
}
UNIT_WORDS: Mapping[str, str] = {
    "working_day": "工作日",
    "natural_day": "自然日",
    "hour": "小时",
    "month": "个月",
    "year": "年",
    "count": "个",
    "percent": "%",
    "page": "页",
    "yuan_per_case": "元/件",
    "yuan_per_page": "元/页",
    "month_day": "月日",
    "date": "日期",
    "flag": "是否",
    "choice": "选项",
    "map": "对照",
}
_NUMBER_UNITS = {"working_day", "natural_day", "hour", "month", "year", "count", "percent", "page"}


@dataclass(frozen=True)
class Held:
    """A value with the day from which it holds, until the next one does; None: it has held all along."""

    since: date | None
    value: Any
    source: str = ""
    is_own: bool = False  # entered by the office, not delivered with the product


@dataclass(frozen=True)
class Change:
    """An office's value for a key, from a day on."""

    key: str
    held: Held


@dataclass(frozen=True)
class Parameter:
    """One entry; `value` is None where the law gives no number. `changed` marks an office's own value.

    `later`: values that take its place from their days on, as the product is delivered. `waits_for`: what will bring
    the rule that uses it; until then it is not offered: nobody changes a number that changes nothing.
    """

    key: str
    title: str
    value: Any
    unit: str
    article: str
    document: str
    status: ParameterStatus
    note: str
    choices: tuple[str, ...] = ()
    changed: bool = False
    later: tuple[Held, ...] = ()
    waits_for: str = ""

    @property
    def is_offered(self) -> bool:
        """Whether a rule uses it, so that an office may set it."""
        return not self.waits_for

    @property
    def status_words(self) -> str:
        return STATUS_WORDS[self.status]

    @property
    def unit_words(self) -> str:
        return UNIT_WORDS[self.unit]


class ByDay(Protocol):
    """What the clocks need of the parameters: those in force on a day."""

    def on(self, day: date) -> "Parameters": ...


class Parameters:
    """All entries, with the values in force on one day, in the order of the file; read only."""

    def __init__(self, entries: Mapping[str, Parameter]):
        self._entries = dict(entries)

    @classmethod
    def load(cls, path: Path | None = None, overrides: Mapping[str, Any] | None = None) -> "Parameters":
        """The built-in file (or `path`) with the office's values over it. Raises InvalidParameters."""
        entries = _builtin() if path is None else cls.from_toml(path.read_text(encoding="utf-8"))
        return entries.with_overrides(overrides) if overrides else entries

    @classmethod
    def from_toml(cls, text: str) -> "Parameters":
        try:
            rows = tomllib.loads(text).get("parameter", [])
        except tomllib.TOMLDecodeError as error:
            raise InvalidParameters(f"法规参数文件不是有效的 TOML：{error}") from error
        entries: dict[str, Parameter] = {}
        for row in rows:
            entry = _entry(row)
            if entry.key in entries:
                raise InvalidParameters(f"法规参数 {entry.key} 重复")
            entries[entry.key] = entry
        return cls(entries)

    def with_overrides(self, overrides: Mapping[str, Any]) -> "Parameters":
        """The same entries with other values; unknown keys and unfitting values are refused."""
        entries = dict(self._entries)
        for key, value in overrides.items():
            entry = self.entry(key)
            check_value(entry, value)
            entries[key] = replace(entry, value=value, changed=value != entry.value)
        return Parameters(entries)

    def on(self, day: date) -> "Parameters":
        """These values, for whatever day: what is counted with them is counted as if they had always held."""
        return self

    def entry(self, key: str) -> Parameter:
        """Raises InvalidParameters for a key that is unknown."""
        if key not in self._entries:
            raise InvalidParameters(f"没有名为 {key} 的法规参数", fields={key: "未知参数"})
        return self._entries[key]

    def value(self, key: str) -> Any:
        return self.entry(key).value

    def __iter__(self) -> Iterator[Parameter]:
        return iter(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)


@cache
def _builtin() -> Parameters:
    """The built-in file, read once: it is asked for in every transaction that counts days."""
    return Parameters.from_toml(BUILTIN_FILE.read_text(encoding="utf-8"))


def _entry(row: Mapping[str, Any]) -> Parameter:
    try:
        entry = Parameter(
            key=row["key"],
            title=row["title"],
            value=row.get("value"),
            unit=row["unit"],
            article=row["article"],
            document=row["document"],
            note=row["note"],
            status=ParameterStatus(row["status"]),
            choices=tuple(row.get("choices", ())),
            later=tuple(_held(one) for one in row.get("later", ())),
            waits_for=row.get("waits_for", ""),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidParameters(f"法规参数 {row.get('key', '（无键名）')} 缺项或有误：{error}") from error
    if entry.unit not in UNIT_WORDS:
        raise InvalidParameters(f"法规参数 {entry.key} 的单位 {entry.unit} 未知")
    for held in (Held(None, entry.value), *entry.later):
        if held.value is not None:
            check_value(entry, held.value)
    return entry


def _held(row: Mapping[str, Any]) -> Held:
    """`later = [{ since = 2027-01-01, value = 15, source = "…" }]` of an entry."""
    if not isinstance(row["since"], date):
        raise ValueError(f"since = {row['since']} 不是日期")
    return Held(row["since"], row["value"], row.get("source", ""))


def check_is_offered(entry: Parameter) -> None:
    """Raises InvalidParameters for an entry that no rule uses yet."""
    if not entry.is_offered:
        words = f"还没有规则使用“{entry.title}”（{entry.waits_for}），不能修改"
        raise InvalidParameters(words, fields={entry.key: words})


def check_value(entry: Parameter, value: Any) -> None:
    """A value must fit its unit: whole numbers of days, one of the choices, yes or no."""
    problem = ""
    if entry.unit in _NUMBER_UNITS and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
        problem = "须为不小于0的整数"
    elif entry.unit == "percent" and value > 100:
        problem = "须为0至100的整数"
    elif entry.unit == "flag" and not isinstance(value, bool):
        problem = "须为是或否"
    elif entry.choices and value not in entry.choices:
        problem = f"须为以下之一：{'、'.join(entry.choices)}"
    if problem:
        raise InvalidParameters(f"法规参数“{entry.title}”{problem}", fields={entry.key: problem})
