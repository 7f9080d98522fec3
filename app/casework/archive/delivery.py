"""What is handed over to keep: files with a manifest that names each by its SHA-256, whatever they are about."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

LOG, MANIFEST = "操作日志.json", "清单.json"
MOST = 300 * 2**20  # bytes of one delivery: it is made in memory
File = tuple[str, bytes]
"""Its name in the delivery, and what is in it."""


@dataclass(frozen=True)
class Delivery:
    """What is handed over: the file; what it says of itself; the titles of what could not go along."""

    data: bytes
    manifest: Mapping[str, Any]
    lost: Sequence[str] = field(default=())

    @property
    def manifest_hash(self) -> str:
        return hashlib.sha256(as_json(self.manifest)).hexdigest()


def as_zip(files: Iterable[File]) -> bytes:
    """The files as one ZIP, in their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files:
            packed.writestr(name, data)
    return buffer.getvalue()


def described(files: Iterable[File]) -> list[dict[str, Any]]:
    """The files as a manifest lists them."""
    return [
        {"filename": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in files
    ]


def lines_of(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Lines of the audit chain as a manifest names them, so that a delivery can be held against the record."""
    return [{"sequence": row["sequence"], "hash": row["hash"]} for row in rows]


def as_json(value: Any) -> bytes:
    """For people and programs."""
    return json.dumps(value, ensure_ascii=False, indent=1).encode()
