"""Whether this program may work on this database: its structure, and the keys that its data were sealed with.

Keys that are lost are not replaced in silence: under new ones no sealed value opens and the audit chain breaks.
"""

from datetime import datetime
from pathlib import Path

from sqlalchemy import inspect, select, text
from sqlalchemy.exc import OperationalError

from app.casework.acts import audit
from app.casework.acts.actor import SYSTEM
from app.casework.acts.audit import AuditLine
from app.casework.acts.commands import transaction
from app.casework.acts.insertion import insert_once
from app.casework.acts.keys import secrets
from app.casework.models import AuditEntry, Installation
from app.casework.models.installation import THE_ONE
from app.database import db, is_sqlite
from app.office.key_checks import check_values, wrong_keys
from app.office.secrets import SecretsRefused
from app.schema import refuse_half_restored, refuse_other_schema

SIGNS_OF_USE = ("installation", "audit_entry")
OTHER_KEYS = (
    "密钥文件 secrets.json 与数据库不相符（{names}）：这个数据库是用另一套密钥写的，"
    "请从备份恢复与它配套的 secrets.json（权限 600）后再启动；不要新建密钥，也不要改动数据库中的校验值"
)
LOSSES = {
    "data_key": "已加密的个人信息打不开",
    "index_key": "不能按证件号码找到同一个人",
    "audit_key": "审计链无法核对",
}
NOT_THE_LAST_LINE = "audit_key：末条操作日志核对不上"


def refuse_unfit(now: datetime) -> None:
    """At the start of web server, scheduler and commands. Raises SchemaRefused (also RestoreUnfinished),
    SecretsRefused."""
    refuse_other_schema()
    settle_keys(now)


def settle_keys(now: datetime) -> None:
    """Compare the keys with the database's check values; write these where there are none yet.

    Any number of processes may do so at once: one writes, the others compare with what it wrote. Raises
    SecretsRefused; SchemaRefused when the values were to come from a backup.
    """
    recorded = _recorded()
    _refuse_others_than(recorded)
    if not recorded:
        refuse_half_restored()
    if recorded.keys() != check_values(secrets()).keys():
        _record(now)
        _refuse_others_than(_recorded())


def refuse_other_keys() -> None:
    """Before an upgrade, of a database of any age. Writes nothing. Raises SecretsRefused."""
    if inspect(db.engine).has_table(Installation.__tablename__):
        _refuse_others_than(_recorded())


def is_in_use() -> bool:
    """Whether the database holds anything already, so that its keys must exist somewhere.

    Asked before there are keys, and of a database of any age. Raises SecretsRefused when it does not answer.
    """
    if is_sqlite() and not Path(db.engine.url.database or "").is_file():
        return False
    try:
        with db.engine.connect() as connection:
            tables = set(inspect(connection).get_table_names())
            return any(
                connection.scalar(text(f"SELECT 1 FROM {name} LIMIT 1"))
                for name in SIGNS_OF_USE
                if name in tables
            )
    except OperationalError as error:
        raise SecretsRefused(
            "没有找到密钥文件 secrets.json，数据库又连不上，不能断定是不是第一次启动："
            "请先启动数据库或者核对 DATABASE_URL；没有新建密钥"
        ) from error
    finally:
        db.engine.dispose()  # nothing stays open from before a server forks


def _refuse_others_than(recorded: dict[str, str]) -> None:
    if wrong := wrong_keys(recorded, secrets()):
        raise SecretsRefused(OTHER_KEYS.format(names="、".join(map(_with_its_loss, wrong))))


def _with_its_loss(name: str) -> str:
    """The key, and what is lost without it."""
    return f"{name}：{LOSSES[name.partition(':')[0]]}"


def _recorded() -> dict[str, str]:
    """The check values; none before the first start with them."""
    db.session.rollback()
    row = db.session.get(Installation, THE_ONE)
    found = dict(row.key_checks) if row else {}
    db.session.rollback()
    return found


def _record(now: datetime) -> None:
    """The first check values, or those of a new data key; on record in the audit chain."""
    with transaction():
        _refuse_keys_of_another_chain()
        values = check_values(secrets())
        if insert_once(Installation, id=THE_ONE, key_checks=values, recorded_at=now):
            audit.append([AuditLine("installation.keys_recorded", "登记本系统密钥的校验值")], SYSTEM, now)
            return
        row = db.session.get_one(Installation, THE_ONE, with_for_update=True, populate_existing=True)
        if not wrong_keys(row.key_checks, secrets()) and values.keys() > row.key_checks.keys():
            row.key_checks, row.recorded_at = values, now
            audit.append([AuditLine("installation.key_added", "登记新的数据密钥的校验值")], SYSTEM, now)


def _refuse_keys_of_another_chain() -> None:
    """A database of before the check values is taken over only by keys that continue its chain."""
    last = db.session.scalar(select(AuditEntry).order_by(AuditEntry.sequence.desc()).limit(1))
    if last is not None and last.hash != audit.digest(last):
        raise SecretsRefused(OTHER_KEYS.format(names=NOT_THE_LAST_LINE))
