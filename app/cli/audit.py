"""`flask audit verify`: walk the audit chain."""

import re

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from app.casework.acts import audit as chain
from app.casework.models import AuditEntry, Case
from app.cli.saying import BAD_INPUT, FINDING, fail
from app.database import db

KNOWN = re.compile(r"([1-9]\d{0,8}):([0-9a-f]{64})")


@click.group()
def audit() -> None:
    """操作日志（审计链）。"""


@audit.command()
@click.option("--case", "number", help="只核对一件办件的记录内容，如 LF-2026-0001")
@click.option("--known", help="以前核对时记下的末条，写作“条数:值”；日志被截短的，由此发现")
@with_appcontext
def verify(number: str | None, known: str | None) -> None:
    """核对审计链，指出第一处断裂。"""
    case_id = None
    if number is not None:
        case_id = db.session.scalar(select(Case.id).where(Case.number == number))
        if case_id is None:
            fail(f"没有编号为 {number} 的办件", BAD_INPUT)
    broken = chain.verify(case_id)
    if broken is not None:
        fail(f"第 {broken.sequence} 条：{broken.what}", FINDING)
    if known is not None:
        _require(known)
    sequence, head = chain.head()
    if sequence == 0 and db.session.scalar(select(Case.id).limit(1)) is not None:
        fail("系统中有办件，审计链却没有任何记录", FINDING)
    click.echo(f"审计链完整：{sequence} 条，末条 {head}")


def _require(known: str) -> None:
    """The line that somebody noted is still there; a chain that was cut holds without its end."""
    told = KNOWN.fullmatch(known)
    if told is None:
        fail("--known 写作“条数:值”，即以前核对时显示的条数和末条的值", BAD_INPUT)
    line = db.session.get(AuditEntry, int(told[1]))
    if line is None or line.hash != told[2]:
        fail(f"第 {told[1]} 条不在审计链中，或者与所给的值不同：日志被截短或者替换", FINDING)
