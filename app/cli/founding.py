"""What `flask setup` is told of the first organ and of the three who run it, on an empty installation."""

from collections.abc import Callable
from typing import Any

import click

from app import timekeeping
from app.casework.acts.actor import SYSTEM
from app.casework.acts.commands import perform
from app.casework.administration.founding import (
    AlreadyFounded,
    FirstOrgan,
    first_account,
    found_office,
    is_founded,
)
from app.cli.saying import fail
from app.office.vocabulary import STANDS_UNDER, Role, UnitKind

TOPS = [str(kind) for kind in UnitKind if None in STANDS_UNDER[kind]]
PEOPLE = {
    "administrator": Role.ADMINISTRATOR,
    "security_administrator": Role.SECURITY_ADMINISTRATOR,
    "auditor": Role.AUDITOR,
}
HOW = (
    "还没有机构和账号：请运行 flask setup --no-demo --organ 机构代码 --organ-name 机关全称 "
    "--administrator 登录名:姓名 --security-administrator 登录名:姓名 --auditor 登录名:姓名"
)
Given = dict[str, str | None]


def founding_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options, all of them or none."""
    for name, role in reversed(PEOPLE.items()):
        shown = f"--{name.replace('_', '-')}"
        command = click.option(shown, metavar="登录名:姓名", help=f"第一位{role.title_zh}")(command)
    command = click.option(
        "--organ-kind",
        type=click.Choice(TOPS),
        default=str(UnitKind.COUNTY),
        show_default=True,
        help="机构类别",
    )(command)
    command = click.option("--organ-name", metavar="全称", help="第一个机构的全称")(command)
    return click.option("--organ", metavar="代码", help="空系统中设立第一个机构：机构代码，如 LF")(command)


def check_is_whole(given: Given) -> bool:
    """Whether a founding is asked for. Ends with one line when only a part of it is told."""
    told = [name for name, text in given.items() if text]
    if told and len(told) < len(given):
        missing = "、".join(f"--{name.replace('_', '-')}" for name in given if name not in told)
        fail(f"设立第一个机构还缺 {missing}")
    for name in PEOPLE:
        if told and not all(part.strip() for part in (given[name] or "").partition(":")):
            fail(f"--{name.replace('_', '-')} 应写作 登录名:姓名，如 zhangsan:张三")
    return bool(told)


def found(given: Given, kind: str) -> None:
    """Write organ and accounts, and say the passwords, once. Raises AlreadyFounded and what a rule refuses."""
    if is_founded():
        raise AlreadyFounded
    now = timekeeping.now()
    accounts = []
    for name, role in PEOPLE.items():
        login, _, person = str(given[name]).partition(":")
        accounts.append(first_account(login.strip(), person.strip(), role, now))
    organ = FirstOrgan(str(given["organ"]).strip(), str(given["organ_name"]).strip(), UnitKind(kind))
    perform(found_office, actor=SYSTEM, now=now, organ=organ, accounts=accounts)
    click.echo(f"已设立 {organ.name}（{organ.code}）。以下一次性密码只显示这一次，首次登录须改为自己的密码：")
    for account in accounts:
        click.echo(f"{account.role.title_zh}\t{account.login}\t{account.password.plain}")


def say_how_to_found() -> None:
    """On an installation without a unit: nobody can sign in yet."""
    if not is_founded():
        click.echo(HOW)
