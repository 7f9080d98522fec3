"""`flask audit verify`: walk the audit chain."""

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from app.casework.acts import audit as chain
from app.casework.models import Case
from app.cli.saying import BAD_INPUT, FINDING, fail
from app.database import db


@click.group()
def audit() -> None:
    """操作日志（审计链）。"""


@audit.command()
@click.option("--case", "number", help="只核对一件办件的记录内容，如 LF-2026-0001")
@with_appcontext
def verify(number: str | None) -> None:
    """核对审计链，指出第一处断裂。"""
    case_id = None
    if number is not None:
        case_id = db.session.scalar(select(Case.id).where(Case.number == number))
        if case_id is None:
            fail(f"没有编号为 {number} 的办件", BAD_INPUT)
    broken = chain.verify(case_id)
    if broken is not None:
        fail(f"第 {broken.sequence} 条：{broken.what}", FINDING)
    sequence, head = chain.head()
    click.echo(f"审计链完整：{sequence} 条，末条 {head}")
