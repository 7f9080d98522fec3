"""Reports in a file (JSON): read, checked, and held against what a test case expects of them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from app.law.annual_report.cells import Value, number, read
from app.law.annual_report.checking import EQUATIONS, faults_of_equations, verdicts
from app.law.annual_report.form import TOTAL, cell_name
from app.law.annual_report.numbers_in_text import table_values, text_equals_tables
from app.law.annual_report.said import Finding, Said
from app.law.annual_report.wording import NOTE

VERDICT_WORDS = {True: "成立", False: "不成立", None: "不能判断"}


class MalformedReportFile(Exception):
    """The file is no file of reports; the message says where."""


@dataclass(frozen=True)
class ReportCase:
    """One report of a file. `expected`: code → verdict; `told`: number of the text → (table, whether equal)."""

    id: str
    said: Said
    expected: Mapping[str, bool | None] = field(default_factory=dict)
    told: Mapping[str, tuple[Decimal | None, bool]] = field(default_factory=dict)

    @property
    def faults(self) -> list[Finding]:
        """What is wrong by E1 to E8."""
        return faults_of_equations(self.said)

    def mismatches(self) -> list[str]:
        """Where the checks come to something else than the file expects."""
        found = verdicts(self.said)
        lines = [
            f"{self.id} {code}：应为{VERDICT_WORDS[wanted]}，核对为{VERDICT_WORDS[found[code]]}"
            for code, wanted in self.expected.items()
            if found[code] is not wanted
        ]
        return lines + list(self._of_numbers())

    def _of_numbers(self) -> Iterator[str]:
        values = table_values(self.said)
        for name, (table, is_equal) in self.told.items():
            one = Said(**{**vars(self.said), "texts": {}, "claims": {name: self.said.claims[name]}})
            if (values[name], text_equals_tables(one) == []) != (table, is_equal):
                yield f"{self.id} {name}：应为 {table}，核对为 {values[name]}"


def parse(text: str) -> list[ReportCase]:
    """The reports of a file. Raises MalformedReportFile."""
    try:
        data = json.loads(text, parse_float=Decimal)
    except ValueError as error:
        raise MalformedReportFile(f"不是 JSON（{error}）") from error
    rows = data.get("cases", [data]) if isinstance(data, dict) else data
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise MalformedReportFile("应为一个报告，或者键 cases 下的报告列表")
    return [_case(row, place) for place, row in enumerate(rows, start=1)]


def _case(row: Mapping[str, Any], place: int) -> ReportCase:
    name = str(row.get("id", f"第 {place} 个"))
    try:
        said = _said(row)
        expected = {_code(key): value for key, value in row.get("checks", {}).items()}
        told = {key: (_decimal(one["table"]), one["ok"]) for key, one in row.get("prose_check", {}).items()}
    except (AttributeError, KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise MalformedReportFile(f"报告“{name}”的内容不合要求（{error}）") from error
    return ReportCase(name, said, expected, told)


def _said(row: Mapping[str, Any]) -> Said:
    published, last = row.get("published"), row.get("last_year")
    texts = dict(row.get("texts", {}))
    if row.get("completeness") == "excerpt" and row.get("note"):
        texts[NOTE] = str(row["note"])
    return Said(
        organ=str(row["organ"]), year=int(row["year"]), cells=_cells(row), texts=texts,
        claims={name: Decimal(value) for name, value in row.get("prose", {}).items()} | _claims(row),
        sums=[(Decimal(published["total"]), [Decimal(part) for part in published["parts"]])] if published else (),
        figures={name: Decimal(value) for name, value in row.get("totals", {}).items()},
        last=_cells(last) if last else None,
    )  # fmt: skip


def _claims(row: Mapping[str, Any]) -> dict[str, Decimal]:
    """Numbers of the text that only the expectations name."""
    return {name: Decimal(one["prose"]) for name, one in row.get("prose_check", {}).items()}


def _cells(row: Mapping[str, Any]) -> dict[str, Value]:
    totals = {cell_name("table3", name, TOTAL): read(value) for name, value in row.get("totals", {}).items()}
    return totals | {
        cell_name(table, line, column): read(value)
        for table in ("table2", "table3", "table4")
        for line, columns in row.get(table, {}).items()
        for column, value in columns.items()
    }


def _code(key: str) -> str:
    code = key.partition("_")[0]
    if code not in EQUATIONS:
        raise KeyError(key)
    return code


def _decimal(value: Any) -> Decimal | None:
    return number(read(value))
