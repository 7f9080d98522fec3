"""`flask calendars …`: the working-day calendar of each year and where it comes from."""

import click

from app.law.calendar import load_builtin_calendar


@click.group("calendars")
def calendars() -> None:
    """工作日历：各年度的状态和来源。"""


@calendars.command("list")
def list_years() -> None:
    """列出各年度：年份、状态、来源、放假和调休上班天数。"""
    for year in load_builtin_calendar():
        days = f"放假{len(year.off)}日，调休上班{len(year.work)}日"
        click.echo(f"{year.year}  {year.status_words}  {year.source}  {days}")
