"""What the house and its letter worker say to each other: a JSON head and a blob, each with its length before it."""

from __future__ import annotations

import json
import struct
from typing import IO, Any

LENGTHS = struct.Struct(">II")
LARGEST = 64 * 1024 * 1024  # bytes; a frame beyond this is a broken pipe, not a letter


def write_frame(stream: IO[bytes], head: dict[str, Any], blob: bytes = b"") -> None:
    """Send one frame and flush it."""
    text = json.dumps(head, ensure_ascii=False).encode()
    stream.write(LENGTHS.pack(len(text), len(blob)) + text + blob)
    stream.flush()


def read_frame(stream: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    """The next frame; raises EOFError when the other side has gone."""
    text_length, blob_length = LENGTHS.unpack(_exactly(stream, LENGTHS.size))
    if max(text_length, blob_length) > LARGEST:
        raise EOFError("the other side does not speak in frames")
    head = json.loads(_exactly(stream, text_length))
    return head, _exactly(stream, blob_length)


def _exactly(stream: IO[bytes], length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise EOFError("the other side has gone")
    return data
