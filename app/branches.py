"""Migrations that processes bring with them: a branch each, in a folder of its own, beside the platform's chain.

A branch carries the key of its process as label, begins on its own (`down_revision = None`) and says by `depends_on`
which revision of the platform it stands on. `flask setup` and `flask db upgrade heads` bring all of them up.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import to_tuple
from alembic.util.exc import CommandError
from flask import Flask, current_app

from app.database import migrate

EXTENSION = "mingbai_branches"


class BranchRefused(RuntimeError):
    """The migrations of a process are not a branch that could be run; the message says why."""

    def __init__(self, key: str, what: str) -> None:
        super().__init__(what)
        self.key = key


@dataclass(frozen=True)
class Branch:
    """What one process keeps in the database: its own tables, and the folder that makes them, if it is its own."""

    key: str
    title: str
    folder: Path | None = None
    tables: frozenset[str] = frozenset()


def keep(app: Flask, branches: Iterable[Branch]) -> None:
    """The branches of this application. Raises BranchRefused for one with several ends, or under another name."""
    kept = tuple(branches)
    app.extensions[EXTENSION] = kept
    if any(branch.folder for branch in kept):
        with app.app_context():
            _check(kept)


def _named_in(branches: Iterable[Branch], what: str) -> str:
    """The process in whose migrations this stands; else the last that came with some."""
    own = [(branch.key, branch.folder) for branch in branches if branch.folder is not None]
    texts = {key: [file.read_text("utf-8") for file in folder.glob("*.py")] for key, folder in own}
    return next(
        (key for key, found in texts.items() if any(f'"{what}"' in text for text in found)), own[-1][0]
    )


def of_this_application() -> tuple[Branch, ...]:
    """The branches of the current application."""
    kept: tuple[Branch, ...] = current_app.extensions.get(EXTENSION, ())
    return kept


def scripts() -> ScriptDirectory:
    """All migrations of the current application: the platform's and those of its processes."""
    return ScriptDirectory.from_config(migrate.get_config())


@dataclass(frozen=True)
class _Revision:
    below: frozenset[str]
    owner: str | None
    labels: frozenset[str]
    is_end: bool


@cache  # each reading runs all of the migrations' files
def _read(directory: str, kept: tuple[Branch, ...]) -> dict[str, _Revision]:
    owners = {branch.folder.resolve(): branch.key for branch in reversed(kept) if branch.folder}
    return {
        one.revision: _Revision(
            frozenset(to_tuple(one.down_revision, ()) + to_tuple(one.dependencies, ())),
            owners.get(Path(one.path).parent.resolve()),
            frozenset(one.branch_labels),
            one.is_head,
        )
        for one in scripts().walk_revisions()
    }


def _of_this_application() -> dict[str, _Revision]:
    return _read(current_app.extensions["migrate"].directory, of_this_application())


def revisions() -> tuple[dict[str, frozenset[str]], frozenset[str]]:
    """What each revision stands on, and the ends: one of the platform, and one of each process with its own."""
    known = _of_this_application()
    below = {name: one.below for name, one in known.items()}
    return below, frozenset(name for name, one in known.items() if one.is_end)


def only_branch_of(revised: frozenset[str]) -> Branch | None:
    """The process that brought all of these revisions; None when the platform's own are among them."""
    known = _of_this_application()
    keys = {known[one].owner if one in known else None for one in revised}
    brought = [branch for branch in of_this_application() if branch.key in keys]
    return brought[0] if brought and None not in keys else None


@migrate.configure
def _locate(config: Config) -> Config:
    """Alembic reads the platform's folder and one for each process that brings its own."""
    own = [Path(current_app.extensions["migrate"].directory) / "versions"]
    folders = [*own, *(branch.folder for branch in of_this_application() if branch.folder)]
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", "\n".join(str(one).replace("%", "%%") for one in folders))
    return config


def _check(branches: Iterable[Branch]) -> None:
    try:
        known = _of_this_application()
    except KeyError as error:
        what = str(error.args[0])
        raise BranchRefused(_named_in(branches, what), f"迁移所依据的版本“{what}”不存在") from error
    except (CommandError, ImportError, SyntaxError) as error:
        raise BranchRefused(_named_in(branches, str(error.args[0])), f"迁移不能读取（{error}）") from error
    for branch in branches:
        if branch.folder is None:
            continue
        mine = [one for one in known.values() if one.owner == branch.key]
        ends = sum(one.is_end for one in mine)
        if ends != 1:
            raise BranchRefused(
                branch.key, f"迁移文件夹 {branch.folder} 应当有且只有一个终点，现有 {ends} 个"
            )
        if any(branch.key not in one.labels for one in mine):
            raise BranchRefused(branch.key, f"第一个迁移的 branch_labels 应为“{branch.key}”")
