"""`flask diagrams …`: check diagrams before anybody runs a case on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import click
from flask import current_app, has_app_context
from flask.cli import with_appcontext

from app import timekeeping
from app.casework.acts.actor import SYSTEM
from app.casework.acts.commands import perform
from app.casework.run import diagram_versions
from app.cli.saying import in_one_line
from app.engine.diagrams import DiagramSet
from app.engine.errors import DiagramError
from app.engine.gathering import gather_folders, gather_with_calls, process_ids
from app.engine.lint import Finding, Vocabulary, check_diagrams
from app.law.errors import InvalidInput

FINDING = 1
BAD_INPUT = 2


@click.group("diagrams", help="流程图：检查、部署")
def diagrams() -> None:
    """The command group."""


@diagrams.command("check", help="检查流程图：每个问题一行；不指定路径时检查全部流程")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.pass_context
def check(context: click.Context, paths: tuple[Path, ...]) -> None:
    """Exit 0: nothing found; 1: findings, one per line; 2: a path that cannot be read."""
    try:
        units = list(units_of(paths or default_paths()))
        findings = [finding for unit in units for finding in unit.findings()]
    except (OSError, DiagramError) as error:
        click.echo(f"错误：{_one_line(error)}", err=True)
        context.exit(BAD_INPUT)
    for finding in findings:
        click.echo(_one_line(finding))
    if findings:
        context.exit(FINDING)
    click.echo(f"流程图检查通过：{len(units)} 套")


@diagrams.command(
    "deploy", help="部署流程图：检查通过后登记为新版本，新办件按新版本走；不指定路径时部署全部流程"
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@with_appcontext
def deploy(paths: tuple[Path, ...]) -> None:
    """Register the newest version of each process; running cases stay on theirs."""
    with in_one_line():
        for process_key, files in _to_deploy(paths):
            result = perform(
                diagram_versions.deploy,
                actor=SYSTEM,
                now=timekeeping.now(),
                process_key=process_key,
                files=files,
            )
            words = "新版本" if result["is_new"] else "内容未变"
            click.echo(f"{result['process']}  {result['hash'][:12]}  {words}")


def _to_deploy(paths: tuple[Path, ...]) -> Iterable[tuple[str, dict[str, bytes] | None]]:
    """Process and files of each folder; without paths every process with the files on disk."""
    processes = current_app.extensions["mingbai"].processes
    if not paths:
        yield from ((key, None) for key in processes)
        return
    for unit in units_of(paths):
        found = process_ids(unit.files)
        keys = [key for key, process in processes.items() if process.drawing.main in found]
        if not keys:
            raise InvalidInput(f"这些流程图不属于任何业务：{'、'.join(sorted(unit.files))}")
        yield keys[0], unit.files


@dataclass(frozen=True)
class Unit:
    """Files that are checked together; `only` limits the report to one of them."""

    files: dict[str, bytes]
    only: str | None = None

    def findings(self) -> list[Finding]:
        """What is wrong with them."""
        process_id, vocabulary = card_for(process_ids(self.files))
        subject = DiagramSet(process_id, self.files) if process_id else self.files
        found = check_diagrams(subject, vocabulary)
        return [finding for finding in found if self.only in (None, finding.file)]


def units_of(paths: Iterable[Path]) -> Iterable[Unit]:
    """A folder is one set (its sub-folders others); a single file comes with the files that it calls."""
    for path in paths:
        if path.is_dir():
            folders = gather_folders(path)
            if not folders:
                raise DiagramError(f"目录 {path} 中没有流程图")
            yield from (Unit(files) for files in folders)
        else:
            yield Unit(gather_with_calls(path), only=path.name)


def card_for(found: set[str]) -> tuple[str | None, Vocabulary | None]:
    """The main process and the vocabulary of the application's process that these diagrams belong to.

    (None, None), also outside an application: the names of lanes, forms, operations and deadlines are then
    not checked. The one place that knows how the application keeps its processes."""
    platform = current_app.extensions.get("mingbai") if has_app_context() else None
    if platform is None:
        return None, None
    for process in platform.processes.values():
        if process.drawing.main in found:
            return process.drawing.main, platform.vocabulary_of(process)
    return None, None


def default_paths() -> list[Path]:
    """The folders of the application's processes; outside an application ./bpmn."""
    platform = current_app.extensions.get("mingbai") if has_app_context() else None
    return [process.drawing.folder for process in platform.processes.values()] if platform else [Path("bpmn")]


def _one_line(message: object) -> str:
    return " ".join(str(message).split())
