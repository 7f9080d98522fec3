"""Taking a backup back into an empty installation, on whichever database: everything, or nothing.

The file is read and proven whole before anything is written. Stored files are written first, for without rows they
mean nothing; keys and rows come in one transaction, which ends only when every table says what the backup says, and
with the end of what must not come back to life (`not_revived`).

That nothing is there is asked three times: before the file is read, for a quick word; under the mark of an upgrade,
for reading takes minutes, in which an office may be founded; and where nobody else can write any more.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from flask import current_app
from sqlalchemy import Connection, Table, delete, literal, select

from app import half_restored, schema
from app.casework.acts import keys
from app.casework.acts.installation import is_in_use
from app.casework.backup import not_revived, sealed_keys
from app.casework.backup.archive import KEYS, Manifest, Reading, faulty_of
from app.casework.backup.bulk import filling
from app.casework.backup.errors import (
    BackupKeysMissing,
    BackupOfAnotherVersion,
    NotEmpty,
    NotTheSame,
    TooLittleRoom,
    WrongPassphrase,
)
from app.casework.backup.loading import load
from app.casework.backup.rows import Tally, lines_of, tables
from app.casework.publications import index as publication_words
from app.casework.search import keeping as case_words
from app.casework.store.files import file_store
from app.office import secrets as office_secrets
from app.office.key_checks import wrong_keys
from app.office.secrets import Secrets
from app.upgrading import AlreadyUpgrading, upgrading

# Times the room of their packed form: with indexes, and once more in the journal until the end.
ROWS_TAKE = 24
MEGABYTE = 1024**2
FILLED_BY_MIGRATIONS = frozenset({"office_edition"})
"""The tables that are not empty before any office is founded: what stands there gives way."""


@dataclass(frozen=True)
class Restored:
    """What came back."""

    rows: int
    files: int
    missing: list[str]  # stored files that the backup did not have either
    sequence: int  # of the last line of the audit chain
    ended: not_revived.Ended


def restore(
    file: Path, instance: Path, now: datetime, make_tables: Callable[[], None], passphrase: str | None = None
) -> Restored:
    """Fill this empty installation. Raises what `errors` names, BeingUpgraded, OSError."""
    _refuse_data()
    with Reading(file) as reading:
        _refuse_another_version(reading.manifest)
        apart = _kept_apart(reading, passphrase)
        found = _keys_of(apart, instance)
        if wrong := wrong_keys(reading.manifest["key_checks"], found):
            raise BackupKeysMissing(BackupKeysMissing.message.format(names="、".join(wrong)))
        reading.check(found.audit_key)
        _refuse_little_room(reading, file, instance)
        with _alone():
            _refuse_data()
            half_restored.mark()
            make_tables()
            ended = _fill(reading, now, partial(_take_keys, instance, apart, found))
        return _told(reading.manifest, ended)


def _refuse_data() -> None:
    if is_in_use():
        raise NotEmpty


def _take_keys(instance: Path, apart: dict[str, bytes], found: Secrets) -> None:
    """Those of the backup in place of what lies there: only once it is sure that nothing was written with that."""
    sealed_keys.put_back(instance, apart)
    current_app.extensions[keys.EXTENSION] = found


def _told(manifest: Manifest, ended: not_revived.Ended) -> Restored:
    rows = sum(table["rows"] for table in manifest["tables"].values())
    return Restored(
        rows, manifest["files"]["rows"], faulty_of(manifest), manifest["audit"]["sequence"], ended
    )


@contextmanager
def _alone() -> Iterator[None]:
    """Under the mark of an upgrade: nobody starts to work on a database that is half full."""
    try:
        with upgrading():
            yield
    except AlreadyUpgrading:
        raise schema.BeingUpgraded() from None


def _refuse_another_version(manifest: Manifest) -> None:
    if not schema.is_of_this_program(frozenset(manifest["revisions"])):
        raise BackupOfAnotherVersion


def _kept_apart(reading: Reading, passphrase: str | None) -> dict[str, bytes]:
    if passphrase is None:
        return {}
    if not reading.has(KEYS):
        raise WrongPassphrase
    return sealed_keys.unseal(reading.content(KEYS), passphrase)


def _keys_of(apart: dict[str, bytes], instance: Path) -> Secrets:
    """The keys in the backup, or those of the folder."""
    if not apart:
        return office_secrets.load(instance / office_secrets.FILE)
    return office_secrets.read(instance / office_secrets.FILE, apart[office_secrets.FILE].decode("ascii"))


def _refuse_little_room(reading: Reading, file: Path, instance: Path) -> None:
    """Before the first byte; a disk that others fill meanwhile is met as any other failure."""
    needed = file.stat().st_size + ROWS_TAKE * reading.size_of_rows()
    free = shutil.disk_usage(instance).free
    if needed > free:
        words = {"needed": f"{needed // MEGABYTE} MB", "free": f"{free // MEGABYTE} MB"}
        raise TooLittleRoom(TooLittleRoom.message.format(**words))


def _fill(reading: Reading, now: datetime, take_keys: Callable[[], None]) -> not_revived.Ended:
    store, written = file_store(), list[str]()
    try:
        for name, data in reading.files():
            if not store.exists(name):
                written.append(name)
            store.put(data)
        with filling() as connection:
            _refuse_rows(connection)
            take_keys()
            for table in tables(connection):
                _load(connection, table, reading)
            case_words.refill(connection)
            publication_words.refill(connection)
            for table in tables(connection):
                _compare(connection, table, reading.manifest)
            return not_revived.end(connection, now)
    except BaseException as failure:
        for name in written:
            store.remove(name)
        if isinstance(failure, NotEmpty):
            half_restored.forget()  # an office stands there, whole
        raise


def _refuse_rows(connection: Connection) -> None:
    """Nobody else writes from here on, and what others wrote before is seen. Raises NotEmpty."""
    for table in tables(connection):
        if table.name in FILLED_BY_MIGRATIONS:
            connection.execute(delete(table))
        elif connection.scalar(select(literal(1)).select_from(table).limit(1)):
            raise NotEmpty


def _load(connection: Connection, table: Table, reading: Reading) -> None:
    load(connection, table, reading.lines(table.name))


def _compare(connection: Connection, table: Table, manifest: Manifest) -> None:
    if Tally.of(lines_of(connection, table)).as_record != manifest["tables"].get(table.name):
        raise NotTheSame(NotTheSame.message.format(where=table.name))
