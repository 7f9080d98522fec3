"""`load_demo`: an empty database becomes the demo county with its requests, made by real commands."""

from collections import defaultdict
from datetime import date, datetime
from pathlib import Path

import click
from flask import current_app

from app import timekeeping
from app.casework.acts.actor import SYSTEM
from app.casework.acts.commands import perform
from app.casework.contract.platform import platform
from app.casework.contract.scenes import Story
from app.casework.terms import clocks
from app.demo.days import day_off_before, days_between, working_days_before
from app.demo.disk import without_waiting_for_the_disk
from app.demo.founding import Account, found, seals, write_accounts, write_private
from app.demo.living import Office, morning, post, typeset
from app.demo.plan import Plan
from app.demo.present import letters_later
from app.demo.progress import shown
from app.law.calendar import WorkCalendar
from app.law.errors import CalendarMissing

MARKER = "demo-unfinished"


class DemoUnfinished(Exception):
    """An earlier load died half-way; the text says how to start anew."""


def load_demo(now: datetime | None = None, *, letters: bool = True) -> None:
    """Found the county and live its last months. Deterministic for a day, but for passwords and codes.

    `letters`: typeset them on the evening of their day; else all are left to the scheduler, dated when it comes to it.
    """
    now = now or timekeeping.now()
    marker = marker_file()
    marker.touch()
    click.echo("载入演示县：机构、人员、印章")
    accounts: list[Account] = []
    perform(found, actor=SYSTEM, now=now, seal_hashes=seals(), accounts=accounts)
    write_accounts(instance(), accounts)
    with letters_later(), without_waiting_for_the_disk():
        tell_stories(now, letters=letters)
    marker.unlink()
    click.echo(f"演示账号 {len(accounts)} 个，登录名和密码见 {instance() / 'demo-accounts.json'}")


def check_is_finished() -> None:
    """Raises DemoUnfinished when a load died half-way."""
    if marker_file().exists():
        raise DemoUnfinished(
            "上次载入演示县中途停止，数据不完整。请运行 .venv/bin/flask demo clear 清空演示数据，然后重新运行"
        )


def tell_stories(now: datetime, *, letters: bool) -> None:
    """The stories of every process, day by day until yesterday; this morning's sweep at the end."""
    calendar = clocks.calendar()
    stories = [story for process in platform().processes.values() for story in process.stories.told()]
    try:
        arrivals = arrival_days(stories, now.date(), calendar)
        calendar.add_working_days(now.date(), 2 * max(story.ago for story in stories))
    except CalendarMissing as missing:
        click.echo(f"缺少 {missing.year} 年的放假安排，只载入机构和人员，不载入演示办件")
        return
    office = Office(min(arrivals), Plan(calendar))
    made = 0
    with shown(days_between(min(arrivals), now.date()), "演示办件（天）") as days:
        for day in days:
            office.live(day, arrivals.get(day, ()))
            made += typeset(office.plan.case_ids, office.present.now) if letters else 0
    morning(now)
    post(now)
    click.echo(f"演示办件 {len(office.outside.numbers)} 件；生成文书 PDF {made} 份")
    _say_troubles(office)
    write_private(instance() / "demo-requests.json", {"requests": office.outside.shown(stories)})


def _say_troubles(office: Office) -> None:
    """What the agents could not do: a sign that county.toml or a process's stories do not fit."""
    for key in office.outside.refused:
        click.echo(f"演示办件 {key} 未能提交", err=True)
    for (title, message), times in sorted(office.desk.troubles.items()):
        click.echo(f"演示办件未能办理 {times} 次：{title}（{message}）", err=True)


def arrival_days(stories: list[Story], today: date, calendar: WorkCalendar) -> dict[date, list[Story]]:
    """On which day each story begins. Raises CalendarMissing."""
    working_days = working_days_before(
        calendar.next_working_day(today), max(story.ago for story in stories), calendar
    )
    arrivals: dict[date, list[Story]] = defaultdict(list)
    for story in stories:
        day = working_days[story.ago - 1]
        arrivals[day_off_before(day, calendar) if story.weekend and story.is_online else day].append(story)
    return arrivals


def instance() -> Path:
    return Path(current_app.config["INSTANCE"])


def marker_file() -> Path:
    """Exists while the demo is being loaded: a load that died leaves it behind."""
    return instance() / MARKER
