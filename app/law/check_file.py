"""Files of deadline cases with known answers (期限用例): parsing, running, comparing.

The form: `{"calendar": "official-…", "cases": [{"id", "events", "expect", "params", "calendar_extra"}]}`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.law.calendar import CalendarYear, WorkCalendar
from app.law.calendar_year import OFFICIAL
from app.law.clocks import Clocks, compute
from app.law.errors import RuleViolation
from app.law.events import Event, parse_day
from app.law.parameters import Parameters
from app.law.results import RESULT_KEYS

SHORT_NAMES: Mapping[str, str] = {
    "reply": "reply_working_days",
    "clarification_notice": "clarification_notice_working_days",
    "consultation": "consultation_working_days",
    "payment": "fee_payment_working_days",
    "publish": "proactive_publish_working_days",
}


class MalformedCheckFile(ValueError):
    """The file is not a check file; the message is one line and names the case."""


@dataclass(frozen=True)
class CheckCase:
    """One case: what happened, under which limits, and which days must come out."""

    id: str
    title: str
    because: str
    events: tuple[Event, ...]
    expect: Mapping[str, Any]
    parameters: Parameters
    calendar: WorkCalendar

    def run(self) -> Clocks:
        return compute(self.events, self.calendar, self.parameters)

    def mismatches(self) -> list[str]:
        """One line per day that came out differently; a refused case is one line."""
        try:
            results = self.run().results()
        except RuleViolation as refusal:
            return [f"{self.id} refused: {refusal.message}"]
        return [
            f"{self.id} {key}: expected {_json(expected)} got {_json(plain(results.get(key)))}"
            for key, expected in self.expect.items()
            if key not in RESULT_KEYS or not agrees(expected, results[key])
        ]


def parse_check_file(text: str, calendar: WorkCalendar, parameters: Parameters) -> list[CheckCase]:
    """All cases of a file. Raises MalformedCheckFile."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise MalformedCheckFile(f"不是有效的 JSON：{error}") from error
    rows = data.get("cases") if isinstance(data, dict) else None
    if not isinstance(rows, list):
        raise MalformedCheckFile("缺少用例列表（cases）")
    cases = [_case(row, number, calendar, parameters) for number, row in enumerate(rows, start=1)]
    seen: set[str] = set()
    for case in cases:
        if case.id in seen:
            raise MalformedCheckFile(f"用例编号 {case.id} 重复")
        seen.add(case.id)
    return cases


def _case(row: Any, number: int, calendar: WorkCalendar, parameters: Parameters) -> CheckCase:
    if not isinstance(row, dict) or not isinstance(row.get("id"), str) or not row["id"]:
        raise MalformedCheckFile(f"第{number}个用例缺少编号（id）")
    events, expect = row.get("events"), row.get("expect", {})
    if not isinstance(events, list) or not isinstance(expect, dict):
        raise MalformedCheckFile(f"用例 {row['id']} 缺少事件（events），或期望（expect）不是对照表")
    try:
        return CheckCase(
            id=row["id"],
            title=str(row.get("title", "")),
            because=str(row.get("because", "")),
            events=tuple(Event.from_mapping(event) for event in events),
            expect=expect,
            parameters=parameters.with_overrides(_overrides(row.get("params"))),
            calendar=calendar.with_years(_extra_years(row.get("calendar_extra"))),
        )
    except (RuleViolation, MalformedCheckFile) as error:
        raise MalformedCheckFile(f"用例 {row['id']}：{error}") from error


def _overrides(params: Any) -> dict[str, Any]:
    if params is None:
        return {}
    if not isinstance(params, dict) or not set(params) <= set(SHORT_NAMES):
        raise MalformedCheckFile(f"params 只能有 {'、'.join(SHORT_NAMES)}")
    if any(isinstance(value, bool) or not isinstance(value, int) or value < 1 for value in params.values()):
        raise MalformedCheckFile("params 的值须为正整数")
    return {SHORT_NAMES[key]: value for key, value in params.items()}


def _extra_years(extra: Any) -> list[CalendarYear]:
    """Years from outside the office's calendar; they count as official."""
    if extra is None:
        return []
    if not isinstance(extra, dict) or not all(isinstance(days, dict) for days in extra.values()):
        raise MalformedCheckFile("calendar_extra 须按年份列出 off 和 work")
    return [_extra_year(year, days) for year, days in extra.items()]


def _extra_year(year: str, days: Mapping[str, Any]) -> CalendarYear:
    if not year.isdecimal() or not all(isinstance(days.get(key, []), list) for key in ("off", "work")):
        raise MalformedCheckFile("calendar_extra 须按年份列出 off 和 work")
    lists = {key: frozenset(parse_day(day, key) for day in days.get(key, [])) for key in ("off", "work")}
    return CalendarYear(int(year), OFFICIAL, document="用例所附", off=lists["off"], work=lists["work"])


def agrees(expected: Any, got: Any) -> bool:
    """Whether a result is the expected one: instants as instants, no limit as null, ids one by one."""
    if isinstance(expected, dict):
        found = got or {}
        return isinstance(found, dict) and all(agrees(day, found.get(id_)) for id_, day in expected.items())
    if isinstance(got, datetime) and isinstance(expected, str):
        return _same_instant(expected, got)
    return type(expected) is type(plain(got)) and expected == plain(got)


def _same_instant(expected: str, got: datetime) -> bool:
    try:
        instant = datetime.fromisoformat(expected)
    except ValueError:
        return False
    return instant.tzinfo is not None and instant == got


def plain(value: Any) -> Any:
    """A result as JSON has it: ISO days and instants."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
