"""`flask cases …`: old ledgers taken over, a case handed over as one file."""

from pathlib import Path

import click
from flask import current_app
from sqlalchemy import select

from app import timekeeping
from app.casework.acts.actor import SYSTEM
from app.casework.acts.commands import perform
from app.casework.archive import bundle
from app.casework.archive.handing_over import hand_over
from app.casework.contract.platform import platform
from app.casework.ledger.acts import import_ledger
from app.casework.ledger.checking import MOST_FAULTS, Checked, check_ledger
from app.casework.ledger.files import read_ledger
from app.casework.models import Case
from app.cli.saying import FINDING, fail
from app.database import db
from app.office.organs import list_organs


@click.group("cases")
def cases() -> None:
    """办件：导入历史台账，导出案卷。"""


@cases.command("import")
@click.argument("path", metavar="LEDGER.xlsx", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="只检查，不导入")
@click.option("--organ", default="", help="台账没有写明机关的行归入的机关代码")
@click.option("--process", default="", help="业务，如 disclosure；只有一项业务有台账时不必写")
def import_command(path: Path, dry_run: bool, organ: str, process: str) -> None:
    """导入历史台账：全部导入，或者一件也不导入；同一份台账再次导入没有变化。"""
    key, now = _process(process), timekeeping.now()
    ledger = read_ledger(path.name, path.read_bytes(), current_app.config["UPLOAD_LIMIT"])
    organs = list_organs(now.date())
    usual = next((one for one in organs if one.code == organ), None)
    if organ and usual is None:
        fail(f"没有代码为“{organ}”的机关")
    card = platform().process(key).ledger
    checked = check_ledger(ledger.workbook, card, key, organs, usual, now.date())
    _tell(checked)
    if dry_run or checked.faults:
        click.echo(f"{checked.summary}；没有导入")
        raise SystemExit(FINDING if checked.faults else 0)
    codes = sorted({one.code for one in organs})
    done = perform(
        import_ledger, actor=SYSTEM, now=now, process=key, ledger=ledger, organ_codes=codes, usual=organ
    )
    click.echo(f"已导入 {done['taken_over']} 件；以前已导入、没有变化 {done['known']} 件")


def _process(key: str) -> str:
    """The process whose ledger it is."""
    known = [one.key for one in platform().processes.values() if one.ledger.schema is not None]
    if key and key not in known:
        fail(f"没有业务“{key}”的台账")
    if not key and len(known) != 1:
        fail(f"请用 --process 写明业务：{'、'.join(known)}")
    return key or known[0]


def _tell(checked: Checked) -> None:
    if checked.table.ignored:
        click.echo(f"不导入的列：{'、'.join(checked.table.ignored)}")
    for fault in checked.faults[:MOST_FAULTS]:
        click.echo(str(fault))
    if len(checked.faults) > MOST_FAULTS:
        click.echo(f"……共有误 {len(checked.faults)} 处")


@cases.command("export")
@click.argument("number")
@click.option("--output", required=True, type=click.Path(path_type=Path), help="写到这个 ZIP 文件")
@click.option("--without-lost", is_flag=True, help="文件库缺少的材料写明后略去")
def export_command(number: str, output: Path, without_lost: bool) -> None:
    """导出一件的案卷：目录、记录、材料、日志和清单。"""
    case, now = db.session.scalar(select(Case).where(Case.number == number)), timekeeping.now()
    if case is None:
        fail(f"没有编号为“{number}”的办件")
    made = bundle.zipped(case, now.date(), without_lost=without_lost)
    output.write_bytes(hand_over(case, made, "ZIP", actor=SYSTEM, now=now))
    click.echo(f"已写入 {output}，清单 SHA-256：{made.manifest_hash}")
