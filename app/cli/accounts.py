"""`flask accounts reset-password` and `reset-factor`: on the machine itself, for who has lost the way in and has nobody
to ask."""

import click
from flask.cli import with_appcontext

from app import timekeeping
from app.casework.acts.actor import SYSTEM
from app.casework.acts.commands import perform
from app.casework.administration.accounts import new_password
from app.casework.administration.accounts import reset_password as use
from app.casework.administration.factors import reset_factor as use_reset_factor
from app.cli.saying import fail
from app.law.errors import RuleViolation
from app.office.models import Person
from app.office.people import find_person


def _account(login: str) -> Person:
    person = find_person(login)
    if person is None:
        fail(f"没有账号 {login}")
    return person


@click.group()
def accounts() -> None:
    """账号。"""


@accounts.command("reset-password")
@click.argument("login")
@with_appcontext
def reset_password(login: str) -> None:
    """为账号 LOGIN 生成新密码，只显示这一次；用于没有第二名管理员可以复核的情形，记入操作日志。"""
    person, now = _account(login), timekeeping.now()
    password = new_password(person, now)
    perform(use, actor=SYSTEM, now=now, person_id=person.id, password=password)
    click.echo(f"{person.login}\t{password.plain}")


@accounts.command("reset-factor")
@click.argument("login")
@with_appcontext
def reset_factor(login: str) -> None:
    """重置账号 LOGIN 的双因素登录；用于手机和恢复码都已丢失、没有第二名管理员可以复核的情形，记入操作日志。"""
    person, now = _account(login), timekeeping.now()
    try:
        perform(use_reset_factor, actor=SYSTEM, now=now, person_id=person.id)
    except RuleViolation as refusal:
        fail(refusal.message)
    click.echo(f"已重置 {person.login} 的双因素登录，其登录和接口令牌已全部结束")
