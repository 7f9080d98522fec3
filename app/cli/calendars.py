"""`flask calendars …`: the working-day calendar of each year, importing a yearly notice, recomputing open clocks."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from app import timekeeping
from app.casework.acts.actor import SYSTEM
from app.casework.acts.commands import perform
from app.casework.models import Reckoning
from app.casework.terms import clocks, notices, reckoning
from app.cli.saying import in_one_line
from app.database import db


@click.group("calendars")
def calendars() -> None:
    """工作日历：各年度的状态和来源，导入放假安排，重新推算期限。"""


@calendars.command("list")
@with_appcontext
def list_years() -> None:
    """列出各年度：年份、状态、来源、放假和调休上班天数。"""
    for year in clocks.calendar():
        days = f"放假{len(year.off)}日，调休上班{len(year.work)}日"
        click.echo(f"{year.year}  {year.status_words}  {year.source}  {days}")


@calendars.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--without-festivals", is_flag=True, help="确认通知中确实没有所缺的法定节日")
@with_appcontext
def import_file(file: Path, without_festivals: bool) -> None:
    """导入一个年度的放假安排（TOML），重算在办期限并列出变动。"""
    with in_one_line():
        source = file.read_text("utf-8")
        result = perform(
            notices.import_notice, actor=SYSTEM, now=timekeeping.now(), source=source,
            is_agreed=without_festivals,
        )  # fmt: skip
        if "proposal" in result:
            click.echo("有办件的期限会提前：已提交，待另一名管理员在“系统管理”中同意后生效")
            return
        click.echo(f"已导入 {result['year']} 年放假安排")
        _finish(result["reckoning"])


@calendars.command("recompute")
@with_appcontext
def recompute() -> None:
    """重新推算全部在办期限并列出变动。"""
    with in_one_line():
        result = perform(notices.recompute, actor=SYSTEM, now=timekeeping.now())
        _finish(result["reckoning"])


def _finish(reckoning_id: int) -> None:
    """All further batches here and now, then what moved."""
    reckoning.carry_on(timekeeping.now())
    found = db.session.get_one(Reckoning, reckoning_id)
    moved = reckoning.moves_of(found)
    for row in moved:
        click.echo(f"{row['number']}  {row['before'] or '无'} → {row['after'] or '无'}")
    if found.finished_at is None:
        click.echo("其余办件正有人办理，由定时任务继续重新推算")
    click.echo(f"期限有变动的 {len(moved)} 件")
