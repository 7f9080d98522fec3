"""`flask clocks …`: check deadline cases with known answers, print how days were counted."""

import json
import sys
from pathlib import Path
from typing import NoReturn

import click

from app.law.calendar import load_builtin_calendar
from app.law.check_file import CheckCase, MalformedCheckFile, parse_check_file, plain
from app.law.errors import RuleViolation
from app.law.explanation import Explanation, explain
from app.law.parameters import Parameters


@click.group("clocks")
def clocks() -> None:
    """期限：核对用例、打印期限计算单。"""


@clocks.command("check")
@click.argument("file")
def check(file: str) -> None:
    """核对期限用例文件，逐条列出不符之处。"""
    cases = _read(file)
    failed = 0
    for case in cases:
        lines = case.mismatches()
        failed += bool(lines)
        for line in lines:
            click.echo(line)
    click.echo(f"{len(cases) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


@clocks.command("explain")
@click.argument("file")
@click.option("--id", "id_", required=True, help="用例编号")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def explain_case(file: str, id_: str, as_json: bool) -> None:
    """打印一个用例的期限计算单：每一日是否计入及理由。"""
    case = next((case for case in _read(file) if case.id == id_), None)
    if case is None:
        _fail(f"{file} 中没有编号为 {id_} 的用例")
    try:
        found = case.run()
        sheets = [explain(clock, case.calendar) for clock in found]
    except RuleViolation as refusal:
        _fail(f"用例 {id_}：{refusal.message}")
    if as_json:
        report = {
            "id": case.id,
            "title": case.title,
            "results": plain(found.results()),
            "clocks": [sheet.to_mapping() for sheet in sheets],
        }
        click.echo(json.dumps(report, ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_sheet_lines(case, sheets)))


def _read(file: str) -> list[CheckCase]:
    """The cases of a file; one line and exit 2 when it cannot be used."""
    try:
        text = Path(file).read_text(encoding="utf-8")
        return parse_check_file(text, load_builtin_calendar(), Parameters.load())
    except OSError as error:
        _fail(f"{file}：无法读取（{error.strerror or error}）")
    except UnicodeDecodeError:
        _fail(f"{file}：不是 UTF-8 编码的文本")
    except MalformedCheckFile as error:
        _fail(f"{file}：{error}")


def _fail(message: str) -> NoReturn:
    click.echo(f"错误：{' '.join(message.split())}", err=True)
    sys.exit(2)


def _sheet_lines(case: CheckCase, sheets: list[Explanation]) -> list[str]:
    lines = [f"期限计算单  {case.id}  {case.title}".rstrip()]
    for sheet in sheets:
        lines += ["", *_clock_lines(sheet)]
    return lines if sheets else [*lines, "没有可计算的期限"]


def _clock_lines(sheet: Explanation) -> list[str]:
    due = (
        sheet.due_at.isoformat()
        if sheet.due_at
        else f"{sheet.due_on}{'（暂定）' if sheet.provisional else ''}"
    )
    start = sheet.started_at.isoformat() if sheet.started_at else sheet.started_on
    lines = [f"{sheet.title}：{sheet.time_limit}，自 {start}，至 {due}（{sheet.article}）"]
    for row in sheet.rows:
        number = f"第{row.number}日" if row.number is not None else "不计入"
        lines.append(f"  {row.on} {row.weekday}  {number}  {row.reason}")
    return lines + [f"  注：{note}" for note in sheet.notes]
