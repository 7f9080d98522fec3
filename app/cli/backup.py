"""`flask backup [FILE]` while people work, and `flask restore FILE` into an empty installation."""

import shlex
import subprocess
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

from app import timekeeping
from app.casework.acts import audit as chain
from app.casework.acts.actor import SYSTEM
from app.casework.acts.commands import perform
from app.casework.backup import sealed_keys
from app.casework.backup.restoring import restore as restore_from
from app.casework.backup.taking import Taken, record_backup, record_restore, take
from app.cli.saying import BAD_INPUT, FINDING, fail
from app.cli.setup import make_private_folders
from app.web.filters import file_size

NAMED = "mingbai-{:%Y%m%d-%H%M%S}.tar"
ANY_NAMED = "mingbai-????????-??????.tar"
passphrase_option = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path),
    help="口令文件：备份中一并存放（或取出）加密的密钥和证书",
)


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@passphrase_option
@with_appcontext
def backup(file: Path | None, passphrase_file: Path | None) -> None:
    """备份数据库和文件到 FILE，可在使用中进行；不写 FILE 则存入 MINGBAI_BACKUP_FOLDER 并清理旧备份。"""
    now = timekeeping.now()
    folder = Path(current_app.config["BACKUP_FOLDER"])
    if file is None and not current_app.config["BACKUP_FOLDER"]:
        fail("请写明备份文件，或者设置 MINGBAI_BACKUP_FOLDER", BAD_INPUT)
    passphrase = sealed_keys.passphrase_in(passphrase_file) if passphrase_file else None
    taken = take((file or folder / NAMED.format(now)).absolute(), _instance(), now, passphrase)
    click.echo(_words(taken))
    if passphrase is None:
        click.echo(f"备份中没有密钥：请另行妥善保存 {'、'.join(sealed_keys.apart(_instance()))}")
    _bring_away(taken.file)
    perform(
        record_backup,
        actor=SYSTEM,
        now=now,
        name=taken.file.name,
        words=_words(taken),
        faulty=len(taken.faulty),
    )
    if taken.faulty:
        fail(
            f"文件库中有 {len(taken.faulty)} 份文件缺失、损坏或者无法读取，备份中没有，旧备份一份也没有清理："
            f"{'、'.join(taken.faulty[:5])}",
            FINDING,
        )
    if file is None:
        _drop_older(folder, taken.file)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@passphrase_option
@with_appcontext
def restore(file: Path, passphrase_file: Path | None) -> None:
    """把备份 FILE 恢复到空的数据目录和空的数据库，两种数据库之间也可以。"""
    make_private_folders()
    passphrase = sealed_keys.passphrase_in(passphrase_file) if passphrase_file else None
    now = timekeeping.now()
    back = restore_from(file, _instance(), now, lambda: upgrade(revision="heads"), passphrase)
    click.echo(f"已恢复数据 {back.rows} 行、文件 {back.files} 份，行数、内容与备份一致")
    click.echo(f"{back.ended}；备份之后发出的文书号会重新编出，请与发文簿核对")
    broken = chain.verify()
    if broken is not None or chain.head()[0] != back.sequence:
        fail(f"操作日志在第 {broken.sequence if broken else back.sequence} 条断开，请查明", FINDING)
    click.echo(f"审计链完整：{back.sequence} 条，末条 {chain.head()[1]}")
    perform(
        record_restore, actor=SYSTEM, now=timekeeping.now(), name=file.name, sequence=back.sequence,
        ended=str(back.ended),
    )  # fmt: skip
    if back.missing:
        fail(
            f"有 {len(back.missing)} 份文件在备份时就已缺失、损坏或者无法读取：{'、'.join(back.missing[:5])}",
            FINDING,
        )


def _instance() -> Path:
    return Path(current_app.config["INSTANCE"])


def _words(taken: Taken) -> str:
    return f"数据 {taken.rows} 行，文件 {taken.files} 份，共 {file_size(taken.size)}，审计链至第 {taken.sequence} 条"


def _drop_older(folder: Path, complete: Path) -> None:
    """Keep the newest, and the complete one that was just made and brought away; only files of our own name.

    Never after a backup that lacks files: an older one may have the last good copy of them.
    """
    for old in sorted(folder.glob(ANY_NAMED), reverse=True)[current_app.config["BACKUP_KEEP"] :]:
        if old.name != complete.name:
            old.unlink()
            click.echo(f"已清理旧备份 {old.name}")


def _bring_away(file: Path) -> None:
    """Run the office's own command with the file (MINGBAI_BACKUP_COMMAND); a failure leaves the backup unrecorded."""
    command = shlex.split(current_app.config["BACKUP_COMMAND"])
    if command and (status := subprocess.run([*command, str(file)], check=False).returncode):
        fail(f"备份已存为 {file}，但异地保存的命令失败（退出码 {status}）", FINDING)
