"""`flask demo …` and `flask simulate`: the invented county, and a working year in minutes."""

import os
from datetime import date, timedelta
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import func, select

from app import timekeeping
from app.casework.acts import audit
from app.casework.letters.issuing import RENDER
from app.casework.messages import messengers
from app.casework.models import Case
from app.cli.saying import FINDING, fail, in_one_line
from app.database import db
from app.demo.clearing import clear_unfinished
from app.demo.county import instance, marker_file
from app.demo.living import waiting
from app.demo.reaching import missed
from app.demo.simulation import simulate
from app.demo.summary import lines_of, stuck_cases
from app.demo.together import OneHasDied

LONGEST = 3700  # days
MOST_PROCESSES = 4  # one database writes for all


@click.group()
def demo() -> None:
    """演示县。"""


@demo.command("clear")
@with_appcontext
def clear_() -> None:
    """清空中途停止的演示数据，以便重新载入（只在载入没有完成时可用）。"""
    if not marker_file().exists():
        fail("演示县没有未完成的载入，不清空任何数据", FINDING)
    clear_unfinished()
    click.echo("已清空，请重新运行 make run 或 flask setup")


@click.command("simulate")
@click.option("--from", "first", default="", help="第一天，如 2026-01-05；不写的，到昨天为止")
@click.option(
    "--days", default=365, show_default=True, type=click.IntRange(1, LONGEST), help="天数（自然日）"
)
@click.option("--requests", default=200, show_default=True, type=click.IntRange(1, 100_000), help="办件数")
@click.option("--seed", default=1, show_default=True, type=int, help="随机种子：相同的种子得到相同的经过")
@click.option("--letters/--no-letters", default=False, help="逐日生成文书 PDF，不选的留给调度进程")
@click.option(
    "--processes", default=lambda: min(len(os.sched_getaffinity(0)), MOST_PROCESSES), show_default="处理器个数",
    type=click.IntRange(1, MOST_PROCESSES), help="同时运行的进程数；多于一个时，编号先后以谁先到为准",
)  # fmt: skip
@click.option("--yes", is_flag=True, help="在已有真实办件的系统中也运行")
@with_appcontext
def simulate_command(
    first: str, days: int, requests: int, seed: int, letters: bool, processes: int, yes: bool
) -> None:
    """按随机经过运行一段工作时间：申请人、经办人、领导和调度都由程序扮演，办件是真实写入的。"""
    first_day = _day(first) if first else timekeeping.today() - timedelta(days=days)
    is_in_use = _is_in_use()
    if not yes and is_in_use:
        fail("这个系统中有不是演示数据的办件；模拟会写入虚构的办件，确要运行请加 --yes")
    _keep_in_the_house()
    try:
        with in_one_line():  # where somebody works, what is written meanwhile survives a power cut as ever
            office = simulate(
                first_day, days, requests, seed, letters=letters, processes=processes, waits_for_disk=is_in_use
            )  # fmt: skip
    except OneHasDied as died:
        fail(str(died), FINDING)
    last = first_day + timedelta(days=days - 1)
    for line in lines_of(office.outside.case_ids, last):
        click.echo(line)
    _say_troubles(office)
    _say_whole(office)


def _say_whole(office: Any) -> None:
    """Whether everything was reached, the chain holds, and every open case waits for somebody or a day.

    Ends with a finding otherwise; what a few cases in a short time did not come to is told, and is none.
    """
    never = missed(office.outside.case_ids)
    for line in never:
        click.echo(line)
    if office.covers_all and not never:
        click.echo("所有处理结果和办理程序都已出现")
    broken, stuck = audit.verify(), stuck_cases(office.outside.case_ids)
    click.echo(f"审计链在第 {broken.sequence} 条断开：{broken.what}" if broken else "审计链核对无误")
    click.echo(f"停滞的办件 {len(stuck)} 件" + (f"：{'、'.join(stuck[:10])}" if stuck else ""))
    if broken or stuck or (office.covers_all and never):
        raise SystemExit(FINDING)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        fail(f"“{text}”不是日期，应如 2026-01-05")


def _keep_in_the_house() -> None:
    """Mails of invented people stay in the file mailbox, messages are not made."""
    closed = dict.fromkeys(("SMTP_URL", *messengers.SETTINGS.values()), "")
    current_app.config.update(closed, FOLDER_TAKES_MAIL=True)


def _is_in_use() -> bool:
    """Cases, but no demo accounts: somebody works with this system."""
    return not (instance() / "demo-accounts.json").exists() and bool(
        db.session.scalar(select(func.count()).select_from(Case))
    )


def _say_troubles(office: Any) -> None:
    click.echo(f"邮件 {office.sent} 封")
    if left := len(waiting(RENDER, office.present.now, office.plan.case_ids)):
        click.echo(f"文书 PDF 尚未生成 {left} 份，由调度进程生成")
    for (title, message), times in sorted(office.desk.troubles.items()):
        click.echo(f"未能办理 {times} 次：{title}（{message}）")
