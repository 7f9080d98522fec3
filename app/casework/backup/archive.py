"""The file of a backup: a tar of gzipped rows and stored files; what is in it, and its proof, come last.

A file that was cut off has no proof; one that was altered does not fit it (HMAC under the key of the audit chain).
"""

import gzip
import hashlib
import hmac
import io
import json
import os
import tarfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from app.casework.backup.errors import BackupDamaged
from app.casework.backup.rows import Tally

FORMAT = 1
MANIFEST, PROOF, KEYS = "manifest.json", "manifest.hmac", "keys.sealed"
ROWS, FILES = "rows/{}.jsonl.gz", "files/{}"
BLOCK = 256 * 1024  # bytes unpacked in one go
PARTS = {
    "revisions": list, "key_checks": dict, "tables": dict, "files": dict, "audit": dict, "missing": list,
    "damaged": list,
}  # fmt: skip
UNREADABLE = "unreadable"  # files that could not be read; older backups do not tell them apart
LABEL = b"mingbai backup\0"
Manifest = dict[str, Any]


class Writing:
    """A backup on its way into a file beside its place."""

    def __init__(self, draft: Path) -> None:
        self._file = os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
        self._tar = tarfile.open(fileobj=self._file, mode="w")  # noqa: SIM115  (`end` closes it)
        self._folder = draft.parent

    def rows(self, table: str, lines: Iterable[bytes]) -> Tally:
        """The rows of a table. They are packed first: a tar names the size before the content."""
        tally = Tally()
        with TemporaryFile(dir=self._folder) as packed:
            with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=3, mtime=0) as out:
                for line in tally.over(lines):
                    out.write(line + b"\n")
            size = packed.tell()
            packed.seek(0)
            self._tar.addfile(_entry(ROWS.format(table), size), packed)
        return tally

    def content(self, name: str, data: bytes) -> None:
        self._tar.addfile(_entry(name, len(data)), io.BytesIO(data))

    def end(self, manifest: Manifest, key: bytes) -> None:
        """What is in it, the proof, and everything on the disk."""
        text = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
        self.content(MANIFEST, text)
        self.content(PROOF, _proof(text, key).encode())
        self._tar.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def give_up(self) -> None:
        self._file.close()


class Reading:
    """A backup that is taken back."""

    def __init__(self, file: Path) -> None:
        """Raises BackupDamaged for a file that is none, or that lacks its end; OSError."""
        try:
            self._tar = tarfile.open(file, mode="r:")  # noqa: SIM115  (`__exit__` closes it)
        except tarfile.TarError as error:
            raise BackupDamaged from error
        try:
            self._entries = {entry.name: entry for entry in self._tar.getmembers() if entry.isreg()}
            self._text, self._told = self.content(MANIFEST), self.content(PROOF).decode("ascii")
            self.manifest: Manifest = json.loads(self._text)
            _require(_has_its_form(self.manifest))
        except (tarfile.TarError, KeyError, ValueError, EOFError, RecursionError, BackupDamaged) as error:
            self._tar.close()
            raise BackupDamaged from error

    def __enter__(self) -> "Reading":
        return self

    def __exit__(self, *_error: object) -> None:
        self._tar.close()

    def content(self, name: str) -> bytes:
        """Raises KeyError for what is not in it."""
        stream = self._tar.extractfile(self._entries[name])
        return stream.read() if stream is not None else b""

    def has(self, name: str) -> bool:
        return name in self._entries

    def size_of_rows(self) -> int:
        """Bytes of the packed rows."""
        before = ROWS.partition("{")[0]
        return sum(entry.size for name, entry in self._entries.items() if name.startswith(before))

    def lines(self, table: str) -> Iterator[bytes]:
        """The rows of a table. Raises BackupDamaged."""
        try:
            packed = self._tar.extractfile(self._entries[ROWS.format(table)])
            with gzip.GzipFile(fileobj=packed, mode="rb") as stream:
                for line in io.BufferedReader(stream, BLOCK):
                    yield line.rstrip(b"\n")
        except (tarfile.TarError, KeyError, OSError, EOFError, zlib.error) as error:
            raise BackupDamaged from error

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The stored files by their hash."""
        before = FILES.format("")
        for name in self._entries:
            if name.startswith(before):
                yield name.removeprefix(before), self.content(name)

    def check(self, key: bytes) -> None:
        """Read everything and compare it with what the proven manifest says. Raises BackupDamaged."""
        if not hmac.compare_digest(_proof(self._text, key).encode(), self._told.encode()):
            raise BackupDamaged
        for table, told in self.manifest["tables"].items():
            _require(Tally.of(self.lines(table)).as_record == told)
        names = Tally()
        for name, data in self.files():
            _require(hashlib.sha256(data).hexdigest() == name)
            names.add(name.encode())
        _require(names.as_record == self.manifest["files"])


def _has_its_form(told: Any) -> bool:
    """Whether what is read before the proof can be read at all: anybody may have written it."""
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        return False
    is_whole = all(isinstance(told.get(name), form) for name, form in PARTS.items())
    is_whole = is_whole and isinstance(told.get(UNREADABLE, []), list)
    return is_whole and all(
        isinstance(each, str) for each in (*told["revisions"], *told["key_checks"].values())
    )


def faulty_of(manifest: Manifest) -> list[str]:
    """The stored files that the backup could not have."""
    return [*manifest["missing"], *manifest["damaged"], *manifest.get(UNREADABLE, [])]


def _require(is_right: bool) -> None:
    if not is_right:
        raise BackupDamaged


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry


def _proof(text: bytes, key: bytes) -> str:
    return hmac.new(key, LABEL + text, hashlib.sha256).hexdigest()
