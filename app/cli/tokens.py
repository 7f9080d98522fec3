"""`flask tokens create|list|revoke`: API tokens; a token is shown once."""

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from app import timekeeping
from app.casework.acts.act import Act
from app.casework.acts.actor import SYSTEM
from app.casework.acts.commands import Result, perform, use_case
from app.casework.administration.factors import owes_factor
from app.cli.saying import fail
from app.database import db
from app.office import people
from app.office import tokens as office_tokens
from app.office.models import ApiToken, Person


@click.group()
def tokens() -> None:
    """接口令牌。"""


@use_case("create_token")
def create_token(act: Act, person_id: int, label: str) -> Result:
    """A token for a program that acts for this person."""
    token, plain = office_tokens.create_token(db.session.get_one(Person, person_id), label, act.now)
    db.session.flush()
    act.audit("token.created", f"创建接口令牌 {token.beginning}…", person=person_id)
    return {"plain": plain}


@use_case("revoke_token")
def revoke_token(act: Act, beginning: str) -> Result:
    """End a token."""
    token = db.session.scalar(select(ApiToken).where(ApiToken.beginning == beginning))
    if token is None:
        return _unknown(act, beginning)
    office_tokens.revoke_token(token, act.now)
    act.audit("token.revoked", f"撤销接口令牌 {token.beginning}…", person=token.person_id)
    return {"found": True}


def _unknown(act: Act, beginning: str) -> Result:
    act.audit("token.not_found", "撤销接口令牌：没有找到")
    return {"found": False}


def _person(login: str) -> Person:
    person = people.find_person(login)
    if person is None:
        fail(f"没有账号 {login}")
    return person


@tokens.command()
@click.argument("login")
@click.option("--label", default="", help="用途")
@with_appcontext
def create(login: str, label: str) -> None:
    """为账号 LOGIN 创建令牌；只显示这一次。"""
    person = _person(login)
    if office_tokens.owes_new_password(person):
        fail(f"账号 {login} 的密码还没有由本人修改，令牌不能使用；请其先登录修改密码")
    if owes_factor(person, timekeeping.today()):
        fail(f"账号 {login} 还没有设置双因素登录，令牌不能使用；请其先登录设置")
    result = perform(create_token, actor=SYSTEM, now=timekeeping.now(), person_id=person.id, label=label)
    click.echo(result["plain"])


@tokens.command(name="list")
@with_appcontext
def list_() -> None:
    """列出令牌（不显示令牌本身）。"""
    for token in db.session.scalars(select(ApiToken).order_by(ApiToken.id)):
        state = "已撤销" if token.revoked_at else f"有效至 {token.expires_at:%Y-%m-%d}"
        used = f"最近使用 {token.last_used_at:%Y-%m-%d %H:%M}" if token.last_used_at else "没有使用记录"
        click.echo(f"{token.beginning}…\t{token.person.login}\t{token.label}\t{state}\t{used}")


@tokens.command()
@click.argument("beginning")
@with_appcontext
def revoke(beginning: str) -> None:
    """撤销以 BEGINNING 开头的令牌。"""
    if not perform(revoke_token, actor=SYSTEM, now=timekeeping.now(), beginning=beginning)["found"]:
        fail(f"没有以 {beginning} 开头的令牌")
    click.echo("已撤销")
