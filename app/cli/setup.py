"""`flask setup`: create or upgrade the database, deploy diagrams; an empty one gets its first organ or the demo."""

import os
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

from app import timekeeping
from app.casework.acts.actor import SYSTEM
from app.casework.acts.commands import perform
from app.casework.acts.installation import refuse_other_keys, settle_keys
from app.casework.administration.founding import is_founded
from app.casework.contract.platform import platform
from app.casework.letters import kept_texts
from app.casework.messages.quiet_logging import trace_of
from app.casework.run.diagram_versions import needs_taking_in, offered_of, take_in_release
from app.casework.terms import notices, older_tables
from app.cli.founding import Given, check_is_whole, found, founding_options, say_how_to_found
from app.cli.saying import FINDING, fail
from app.database import db, is_sqlite
from app.demo.county import DemoUnfinished, check_is_finished, load_demo
from app.schema import BeingUpgraded, refuse_newer_schema
from app.upgrading import AlreadyUpgrading, upgrading


@click.command()
@click.option("--demo/--no-demo", default=True, help="数据库为空时载入演示县")
@founding_options
@with_appcontext
def setup(demo: bool, organ_kind: str, **founding: str | None) -> None:
    """建立或升级数据库；为空时设立第一个机构，或者载入演示县。可以重复运行。"""
    is_to_be_founded = check_is_whole(founding)
    try:
        check_is_finished()
    except DemoUnfinished as unfinished:
        fail(str(unfinished), FINDING)
    make_private_folders()
    refuse_newer_schema()
    refuse_other_keys()
    _upgrade()
    settle_keys(timekeeping.now())
    deploy_all()
    keep_letter_texts()
    fill_moments()
    _fill(demo, organ_kind, founding if is_to_be_founded else None)
    click.echo("准备就绪")


def _fill(demo: bool, organ_kind: str, founding: Given | None) -> None:
    if founding is not None:
        found(founding, organ_kind)
    elif demo and not is_founded():
        _load_demo()
    say_how_to_found()


def _upgrade() -> None:
    """All migrations, under the mark that an upgrade runs. Raises BeingUpgraded where another one does."""
    try:
        with upgrading():
            upgrade(revision="heads")
    except AlreadyUpgrading:
        raise BeingUpgraded() from None


def make_private_folders() -> None:
    """Data, files and keys are for the application's own user; folders of before are closed to others too."""
    instance = Path(current_app.config["INSTANCE"])
    for folder in (instance, Path(current_app.config["FILES_FOLDER"])):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _close(folder, 0o700)
    if is_sqlite() and (file := Path(db.engine.url.database or "")).is_file():
        _close(file, 0o600)


def _close(path: Path, mode: int) -> None:
    if path.stat().st_uid == os.geteuid():
        path.chmod(mode)


def keep_letter_texts() -> None:
    """The texts of this release, so that the next one can still set what was issued with them. None the next time."""
    if kept_texts.unkept():
        perform(kept_texts.keep_texts, actor=SYSTEM, now=timekeeping.now())


def fill_moments() -> None:
    """After an upgrade: cases whose clocks do not say yet from when they are near. None the next time."""
    if older_tables.has_unfilled():
        perform(notices.fill_moments, actor=SYSTEM, now=timekeeping.now())


def _load_demo() -> None:
    """A failure half-way is one line that says how to start anew."""
    try:
        load_demo()
    except Exception as error:
        fail(
            f"载入演示县中途停止：{trace_of(error)}。请运行 .venv/bin/flask demo clear 清空后重新运行",
            FINDING,
        )


def deploy_all() -> None:
    """Register the diagrams on disk of every process; what was ever registered stays as it is, so that a restart
    does not undo a newer version that the administrator deployed. What is only offered is said in one line."""
    for process in platform().processes.values():
        if needs_taking_in(process):
            perform(take_in_release, actor=SYSTEM, now=timekeeping.now(), process_key=process.key)
        if (offered := offered_of(process)) is not None:
            click.echo(
                f"{process.title}：程序随带的新版流程图 {offered.hash[:12]} 尚未启用，继续使用本地版本；"
                "请在“系统管理 - 流程图”中比较后决定"
            )
