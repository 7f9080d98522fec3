"""The structure of the database against what this program was written for; another one is refused at the start."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import inspect, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from app import branches
from app.database import db
from app.half_restored import is_half_restored
from app.upgrading import is_upgrading

TABLE = "alembic_version"


class SchemaRefused(RuntimeError):
    """The database is older or newer than this program; the message says, in one line, what to do."""


class BeingUpgraded(SchemaRefused):
    """The database is older than this program, and somebody is upgrading it just now."""

    def __init__(self) -> None:
        super().__init__("数据库正在升级（另一个 flask setup 正在运行）：请等它完成")


class RestoreUnfinished(SchemaRefused):
    """A restore was killed or failed: the tables are there, the rows are not."""

    def __init__(self) -> None:
        super().__init__(
            "恢复没有完成，数据库中没有备份的内容：请重新运行 flask restore，直到它说明内容与备份一致；"
            "不再恢复的，请换一个空的数据库"
        )


@dataclass(frozen=True)
class Known:
    """The revisions that this program and its processes have migrations for, by what each stands on, and the ends."""

    below: Mapping[str, frozenset[str]]
    needed: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        return frozenset(self.below)

    def reached(self, recorded: frozenset[str]) -> frozenset[str]:
        """All revisions that are in a database which records these: an end that another stands on is not recorded."""
        found: set[str] = set()
        waiting = set(recorded)
        while waiting:
            found |= waiting
            waiting = {lower for one in waiting for lower in self.below.get(one, ())} - found
        return frozenset(found)


def refuse_other_schema() -> None:
    """One statement. Raises SchemaRefused unless the database has exactly the structure of this program;
    BeingUpgraded when it is about to get it, RestoreUnfinished when it was to get it from a backup."""
    recorded, known = recorded_revisions(), _known()
    missing = known.all - known.reached(recorded)
    _refuse_newer(recorded, known)
    if not missing:
        return
    if is_upgrading():
        raise BeingUpgraded()
    refuse_half_restored()
    if recorded and (branch := branches.only_branch_of(missing)) is not None:
        raise SchemaRefused(
            f"业务“{branch.title}”（{branch.key}）的数据表还没有建立或者不是新的结构（需要 {_words(missing)}）："
            "请先停止服务并做好备份，再运行 flask setup 升级数据库"
        )
    if not recorded:
        raise SchemaRefused(f"数据库还没有建立（需要结构版本 {_words(known.needed)}）：请先运行 flask setup")
    raise SchemaRefused(
        f"数据库结构版本为 {_words(recorded)}，本程序需要 {_words(known.needed)}："
        "请先停止服务并做好备份，再运行 flask setup 升级数据库"
    )


def refuse_half_restored() -> None:
    """Before the first row is written. Raises RestoreUnfinished; BeingUpgraded while the restore runs."""
    if is_half_restored():
        raise BeingUpgraded() if is_upgrading() else RestoreUnfinished()


def refuse_newer_schema() -> None:
    """Before an upgrade. Raises SchemaRefused for a database that a newer program has upgraded."""
    _refuse_newer(recorded_revisions(), _known())


def is_schema_current() -> bool:
    """Whether the structure is still that of this program; an upgrade may have come under a running process."""
    return is_of_this_program(recorded_revisions())


def is_of_this_program(recorded: frozenset[str]) -> bool:
    """Whether a database that records these revisions has exactly the structure of this program."""
    known = _known()
    return recorded <= known.all and known.reached(recorded) == known.all


def recorded_revisions() -> frozenset[str]:
    """What the database says of itself; nothing before its first migration."""
    try:
        return frozenset(db.session.scalars(text(f"SELECT version_num FROM {TABLE}")))
    except (OperationalError, ProgrammingError):
        db.session.rollback()
        if inspect(db.engine).has_table(TABLE):
            raise
        return frozenset()
    finally:
        db.session.rollback()


def _refuse_newer(recorded: frozenset[str], known: Known) -> None:
    if recorded - known.all:
        raise SchemaRefused(
            f"数据库结构版本为 {_words(recorded)}，本程序只认识到 {_words(known.needed)}，程序比数据库旧："
            "请安装与数据库相配的程序，或者恢复升级之前的备份"
        )


def _known() -> Known:
    below, needed = branches.revisions()
    return Known(below, needed)


def _words(revisions: frozenset[str]) -> str:
    return "、".join(sorted(revisions))
