"""`flask reports …`: check annual reports in files, print the report of an organ."""

import sys
from pathlib import Path

import click

from app.cli.saying import fail
from app.law.annual_report.check_file import MalformedReportFile, ReportCase, parse


@click.group("reports")
def reports() -> None:
    """年度报告：核对文件中的报告。"""


@reports.command("check")
@click.argument("files", nargs=-1, required=True)
def check(files: tuple[str, ...]) -> None:
    """按勾稽关系 E1—E8 核对报告文件，一行一处；带有预期结果的，核对是否与预期一致。"""
    cases = [case for file in files for case in _read(file)]
    lines = [line for case in cases for line in _lines(case)]
    for line in lines:
        click.echo(line)
    expecting = [case for case in cases if case.expected or case.told]
    if expecting:
        failed = sum(bool(case.mismatches()) for case in expecting)
        click.echo(f"{len(expecting) - failed} passed, {failed} failed")
    sys.exit(1 if lines else 0)


def _lines(case: ReportCase) -> list[str]:
    if case.expected or case.told:
        return case.mismatches()
    return [f"{case.id} {fault.code} {fault.place}：{fault.words}" for fault in case.faults]


def _read(file: str) -> list[ReportCase]:
    try:
        return parse(Path(file).read_text(encoding="utf-8"))
    except MalformedReportFile as error:
        fail(f"{file}：{error}")
