"""Taking a backup while people work: one moment of the database, then the files that its rows name."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, create_engine, select, text, union, update
from sqlalchemy.exc import OperationalError

from app import schema, sqlite
from app.casework.acts.act import Act
from app.casework.acts.clock_behind import RESTORED
from app.casework.acts.commands import Result, use_case
from app.casework.acts.insertion import insert_once
from app.casework.acts.keys import secrets
from app.casework.backup import remnants, sealed_keys
from app.casework.backup.archive import FILES, FORMAT, KEYS, Manifest, Writing, faulty_of
from app.casework.backup.rows import Tally, lines_of, tables
from app.casework.models import AuditEntry, JobHeartbeat
from app.casework.models.documents import FileFault
from app.casework.papers.looking import FAULTS
from app.casework.papers.unclaimed import CLAIMS
from app.casework.store.files import FileFaulty, file_store
from app.database import db, engine_options, is_sqlite
from app.office.key_checks import check_values

HEARTBEAT = "backup"
CHAIN = AuditEntry.__table__.c


@dataclass(frozen=True)
class Taken:
    """What a backup has, and the stored files that it could not have."""

    file: Path
    rows: int
    files: int
    size: int  # bytes
    sequence: int  # of the last line of the audit chain
    faulty: list[str]


def take(file: Path, instance: Path, now: datetime, passphrase: str | None = None) -> Taken:
    """Write the backup, whole or not at all. Raises OSError, FileExistsError, TableUnknown."""
    if file.exists():
        raise FileExistsError(f"{file} 已经存在")
    remnants.sweep(file.parent, now)
    draft = file.with_name(f".{file.name}.part")
    draft.unlink(missing_ok=True)
    writing = Writing(draft)
    try:
        manifest = _write(writing, instance, now, passphrase)
        writing.end(manifest, secrets().audit_key)
        draft.rename(file)
    except BaseException:
        writing.give_up()
        draft.unlink(missing_ok=True)
        raise
    rows = sum(told["rows"] for told in manifest["tables"].values())
    faulty = faulty_of(manifest)
    head = manifest["audit"]
    return Taken(file, rows, manifest["files"]["rows"], file.stat().st_size, head["sequence"], faulty)


def _write(writing: Writing, instance: Path, now: datetime, passphrase: str | None) -> Manifest:
    with _one_moment() as connection:
        manifest: Manifest = {
            "format": FORMAT, "made_at": now.isoformat(), "database": db.engine.dialect.name,
            "revisions": _revisions(connection), "key_checks": check_values(secrets()),
            "audit": _head(connection), "apart": sealed_keys.apart(instance),
        }  # fmt: skip
        manifest["tables"] = {
            table.name: writing.rows(table.name, lines_of(connection, table)).as_record
            for table in tables(connection)
        }
        claimed = connection.scalars(union(*(select(column) for column in CLAIMS))).all()
    manifest |= _write_files(writing, sorted(name for name in claimed if name))
    if passphrase is not None:
        writing.content(KEYS, sealed_keys.seal(instance, passphrase))
    return manifest


def _write_files(writing: Writing, names: list[str]) -> dict[str, Any]:
    """Every file that a row names; what is lost, damaged or unreadable is told, for the rest is worth keeping."""
    tally, faulty = Tally(), {fault.value: list[str]() for fault in FileFault}
    for name in names:
        try:
            data = file_store().get(name)
        except FileFaulty as error:
            faulty[FAULTS[type(error)]].append(name)
            continue
        writing.content(FILES.format(name), data)
        tally.add(name.encode())
    return {"files": tally.as_record, **faulty}


@contextmanager
def _one_moment() -> Iterator[Connection]:
    """The database as it was at one instant. Nobody waits for it: SQLite is copied, PostgreSQL keeps the old rows."""
    if not is_sqlite():
        with db.engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
            connection.execute(text("SET TRANSACTION READ ONLY"))
            yield connection
        return
    with TemporaryDirectory(prefix=remnants.COPY, dir=remnants.folder_of_database()) as folder:
        copy = str(Path(folder, "copy.db"))
        url = f"sqlite:///{copy}"
        raw = db.engine.raw_connection()  # outside of a transaction, as SQLite asks for
        try:
            raw.cursor().execute("VACUUM INTO ?", (copy,))
        except sqlite.LIBRARY.OperationalError as error:  # told as every other: a full disk in words
            raise OperationalError("VACUUM INTO", None, error) from error
        finally:
            raw.close()
        engine = create_engine(url, hide_parameters=True, **engine_options(url))
        try:
            with engine.connect() as connection:
                yield connection
        finally:
            engine.dispose()


def _revisions(connection: Connection) -> list[str]:
    return sorted(connection.scalars(text(f"SELECT version_num FROM {schema.TABLE}")))


def _head(connection: Connection) -> dict[str, Any]:
    last = connection.execute(
        select(CHAIN.sequence, CHAIN.hash).order_by(CHAIN.sequence.desc()).limit(1)
    ).first()
    return {"sequence": last.sequence if last else 0, "hash": last.hash if last else ""}


@use_case("record_restore")
def record_restore(act: Act, name: str, sequence: int, ended: str) -> Result:
    """The restore on record, behind the head that the backup had, with what it `ended`, in words."""
    act.audit(RESTORED, f"从备份 {name} 恢复，审计链至第 {sequence} 条；{ended}")
    return {}


@use_case("record_backup")
def record_backup(act: Act, name: str, words: str, faulty: int = 0) -> Result:
    """The backup on record, and its age for the administrator's page. `faulty`: stored files that it could not have;
    while there are any it is noted as a failure too."""
    told = f"，缺 {faulty} 份缺失、损坏或者无法读取的文件" if faulty else ""
    values = {"succeeded_at": act.now, "detail": f"{words}{told}"[:300]}
    if faulty:
        values |= {"failed_at": act.now, "error": f"缺 {faulty} 份文件"}
    insert_once(JobHeartbeat, name=HEARTBEAT, **values)
    db.session.execute(update(JobHeartbeat).where(JobHeartbeat.name == HEARTBEAT).values(**values))
    act.audit("installation.backed_up", f"备份 {name}：{words}{told}")
    return {}
