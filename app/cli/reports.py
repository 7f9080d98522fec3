"""`flask reports …`: check annual reports in files, print the report of an organ."""

import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from app import timekeeping
from app.casework.annual.errors import YearNotOver
from app.casework.annual.files import FORMS, printed_as_signed
from app.casework.annual.finding import latest
from app.casework.models.annual import Covers
from app.cli.saying import fail
from app.law.annual_report.check_file import MalformedReportFile, ReportCase, parse
from app.office.organs import find_unit


@click.group("reports")
def reports() -> None:
    """年度报告：核对文件中的报告、输出已定稿的报告。"""


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


@reports.command("annual")
@click.option("--year", type=int, required=True, help="年份")
@click.option("--organ", required=True, help="机关代码")
@click.option(
    "--covers", type=click.Choice([one.value for one in Covers]), default=Covers.OWN.value, help="范围"
)
@click.option("--format", "form", type=click.Choice(list(FORMS)), default="json", help="文件格式")
@click.option("--output", type=click.Path(dir_okay=False), required=True, help="写入的文件")
@with_appcontext
def annual(year: int, organ: str, covers: str, form: str, output: str) -> None:
    """把一个机关一年已定稿的报告写成文件。"""
    today = timekeeping.today()
    if year >= today.year:
        raise YearNotOver
    report = latest(find_unit(organ, today).id, year, Covers(covers), final=True)
    if report is None:
        fail(f"“{organ}”{year} 年还没有定稿的年度报告")
    Path(output).write_bytes(FORMS[form].make(printed_as_signed(report)))
    click.echo(f"已写入 {output}")


def _lines(case: ReportCase) -> list[str]:
    if case.expected or case.told:
        return case.mismatches()
    return [f"{case.id} {fault.code} {fault.place}：{fault.words}" for fault in case.faults]


def _read(file: str) -> list[ReportCase]:
    try:
        return parse(Path(file).read_text(encoding="utf-8"))
    except MalformedReportFile as error:
        fail(f"{file}：{error}")
