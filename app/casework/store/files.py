"""The file store: bytes under the SHA-256 of their content, written once, checked at every reading.

put: temporary file → fsync → rename → fsync of the folder, so that after a crash a name is whole or absent;
what a crash leaves behind ends in `.tmp` and is swept. Bytes go in with the act that names them, before it commits
(app.casework.store.keeping). The time of a file tells when its bytes were last kept.
The interface (put, get, exists) is narrow enough for another store behind it.
"""

import errno
import hashlib
import logging
import os
import re
import secrets
from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import accumulate
from pathlib import Path

from flask import current_app

from app.casework.store.lasting import to_the_disk
from app.law.errors import RuleViolation

logger = logging.getLogger(__name__)
HASH = re.compile(r"[0-9a-f]{64}")
LEFTOVER = ".tmp"


NOT_OF_THE_FILE = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOMEM})
"""What fails for want of the process or the machine, whichever file is read."""


class FileFaulty(RuleViolation):
    """The bytes of a registered file cannot be had as they were filed."""

    status = 500


class FileMissing(FileFaulty):
    """A registered file is not in the store."""

    code = "file_missing"
    message = "文件库中找不到这份文件，请联系系统管理员"


class FileDamaged(FileFaulty):
    """The stored bytes no longer have the hash under which they were filed."""

    code = "file_damaged"
    message = "文件内容与登记时的校验值不一致，可能已损坏，请联系系统管理员"


class FileUnreadable(FileFaulty):
    """The machine cannot read the file: a bad sector, or rights that are not the application's."""

    code = "file_unreadable"
    message = "文件无法读取，磁盘可能有坏块或者权限有误，请联系系统管理员"


def hash_of(data: bytes) -> str:
    """The name of these bytes: SHA-256, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


class FileStore:
    """A folder of files ab/cd/<sha256>, readable by the application alone."""

    def __init__(self, folder: Path):
        self.folder = folder

    def put(self, data: bytes) -> str:
        """Keep these bytes, the same bytes once; damaged and unreadable ones are replaced. Returns their hash."""
        name = hash_of(data)
        place = self._place(name)
        if not (_holds(place, data) and _kept_again(place)):
            self._make_folder(place.parent)
            _write_whole(place, data)
        return name

    def get(self, name: str) -> bytes:
        """The bytes with this hash. Raises FileFaulty; OSError where the machine lacks what any file needs."""
        try:
            data = self._place(name).read_bytes()
        except FileNotFoundError as error:
            raise FileMissing() from error
        except OSError as error:
            if error.errno in NOT_OF_THE_FILE:
                raise
            logger.error("file %s cannot be read: %s", name, errno.errorcode.get(error.errno or 0, "?"))
            raise FileUnreadable() from error
        if hash_of(data) != name:
            logger.error("file %s is damaged", name)
            raise FileDamaged()
        return data

    def exists(self, name: str) -> bool:
        """Whether bytes are filed under this hash."""
        return self._place(name).is_file()

    def sweep_leftovers(self, older_than: datetime) -> int:
        """Remove temporary files last written before this instant: no living writer needs them. How many."""
        swept = 0
        for leftover in self.folder.glob(f"??/??/*{LEFTOVER}"):
            try:
                if leftover.stat().st_mtime < older_than.timestamp():
                    leftover.unlink()
                    swept += 1
            except FileNotFoundError:
                logger.debug("another sweeper was faster")
        return swept

    def names_kept_before(self, instant: datetime) -> Iterator[str]:
        """The names of whole files last kept before this instant."""
        for place in self.folder.glob("??/??/*"):
            if HASH.fullmatch(place.name) and 0 < _kept_at(place) < instant.timestamp():
                yield place.name

    def remove_kept_before(self, name: str, instant: datetime) -> int:
        """Remove a file unless it was kept again since this instant. How many bytes went."""
        place = self._place(name)
        if not 0 < _kept_at(place) < instant.timestamp():
            return 0
        size = _size_of(place)
        place.unlink(missing_ok=True)
        return size

    def remove(self, name: str) -> None:
        """Remove a file that no row names. For a restore that failed."""
        self._place(name).unlink(missing_ok=True)

    def keep_only(self, names: Collection[str]) -> None:
        """Remove every other file. For stores of what only waits."""
        for place in self.folder.glob("??/??/*"):
            if place.name not in names:
                place.unlink(missing_ok=True)

    def remove_oldest_beyond(self, most: int) -> None:
        """Make room until all files together have at most these bytes. For stores of what only waits."""
        places = sorted(self.folder.glob("??/??/*"), key=_kept_at, reverse=True)
        for place, total in zip(places, accumulate(map(_size_of, places)), strict=True):
            if total > most:
                place.unlink(missing_ok=True)

    def _place(self, name: str) -> Path:
        if not HASH.fullmatch(name):
            raise FileMissing()
        return self.folder / name[:2] / name[2:4] / name

    def _make_folder(self, folder: Path) -> None:
        missing = [part for part in (folder, *folder.parents) if not part.exists()]
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for part in reversed(missing):
            part.chmod(0o700)
            _fsync_folder(part.parent)


def file_store() -> FileStore:
    """The store of the current application."""
    return FileStore(Path(current_app.config["FILES_FOLDER"]))


def _holds(place: Path, data: bytes) -> bool:
    """Whether they are there as they should be; what cannot be read is written anew."""
    try:
        return place.read_bytes() == data
    except OSError:
        return False


def _kept_again(place: Path) -> bool:
    """Give the file the present time; False when it has just been removed."""
    try:
        os.utime(place)
    except FileNotFoundError:
        return False
    return True


def _kept_at(place: Path) -> float:
    """When the bytes were last kept, as a time stamp; 0 when there is no such file any more."""
    try:
        return place.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _size_of(place: Path) -> int:
    try:
        return place.stat().st_size
    except FileNotFoundError:
        return 0


def _write_whole(place: Path, data: bytes) -> None:
    leftover = place.with_name(f"{place.name}.{secrets.token_hex(6)}{LEFTOVER}")
    descriptor = os.open(leftover, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            to_the_disk(file.fileno())
        leftover.replace(place)
    except BaseException:
        leftover.unlink(missing_ok=True)
        raise
    _fsync_folder(place.parent)


def _fsync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        to_the_disk(descriptor)
    finally:
        os.close(descriptor)
