"""`flask jobs list`, `flask jobs run NAME`, `flask scheduler`."""

import click
from flask import current_app
from flask.cli import with_appcontext

from app import timekeeping
from app.casework.acts.actor import SYSTEM
from app.casework.acts.commands import perform
from app.casework.messages.quiet_logging import trace_of
from app.cli.saying import BAD_INPUT, FINDING, fail
from app.scheduler import runner
from app.scheduler.clock import confirm_clock
from app.scheduler.jobs import JOBS


@click.group()
def jobs() -> None:
    """后台任务。"""


@jobs.command(name="list")
@with_appcontext
def list_() -> None:
    """列出后台任务和最近一次成功的时间。"""
    for job in JOBS.values():
        last = runner.last_success(job)
        when = f"每日 {job.daily_at:%H:%M} 后" if job.daily_at else "每次轮询"
        since = f"{last:%Y-%m-%d %H:%M:%S}" if last else "从未运行"
        click.echo(f"{job.name}\t{job.title}\t{when}\t{since}")


@jobs.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@with_appcontext
def run(names: tuple[str, ...]) -> None:
    """立即运行后台任务 NAME，可以写多个，依次运行。"""
    if unknown := [name for name in names if name not in JOBS]:
        fail(f"没有名为 {'、'.join(unknown)} 的任务；可用：{'、'.join(JOBS)}", BAD_INPUT)
    for name in names:
        try:
            click.echo(runner.run(JOBS[name], timekeeping.now()))
        except Exception as error:  # any failure is one line and exit status 1
            fail(f"任务 {name} 失败：{trace_of(error)}", FINDING)


@jobs.command(name="confirm-clock")
@with_appcontext
def confirm_clock_() -> None:
    """确认现在的系统时间无误：因时钟异常暂停的后台任务继续运行。"""
    now = timekeeping.now()
    perform(confirm_clock, actor=SYSTEM, now=now, boot=timekeeping.boot())
    click.echo(f"已确认系统时间 {now:%Y-%m-%d %H:%M}，后台任务继续")


@click.command()
@with_appcontext
def scheduler() -> None:
    """运行调度进程，直到收到 SIGTERM 或 SIGINT。"""
    from app.scheduler.process import run_forever

    run_forever(current_app._get_current_object())  # type: ignore[attr-defined]
