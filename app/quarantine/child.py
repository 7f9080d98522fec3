"""Starts the process that opens one file, and reads its bounded answer.

The process gets the bytes as its input, an empty environment and no other open file of ours: it knows no secret, no
database and no network address of the house.
"""

import json
import logging
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

from app.quarantine.limits import ANSWER_BYTES

logger = logging.getLogger(__name__)
PROGRAM = Path(__file__).with_name("inside") / "program.py"
HOUSE = Path(__file__).parents[2]
TOO_MUCH = {"problem": "too_much"}


class Look(StrEnum):
    """What is looked for; the value is the module of `inside` that does it."""

    PICTURE = "pictures"
    PDF = "pdf"
    PACKAGE = "packages"
    ATTACHMENT = "attachments"
    SIGNATURES = "signatures"
    DOCX_TEXT = "docx_text"
    XLSX_TEXT = "xlsx_text"
    XLSX_TABLE = "xlsx_table"
    PDF_TEXT = "pdf_text"
    PDF_PAGE = "pdf_pages"


class _NoAnswer(Exception):
    """The process was too slow or said too much."""


def ask(look: Look, data: bytes, options: Mapping[str, Any], seconds: float) -> dict[str, Any]:
    """What the process found, or `{"problem": …}`: "too_much" when it reached a limit or broke."""
    with _as_input(data) as file:
        process = subprocess.Popen(
            _command(look, options, seconds), stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={}, cwd="/",
        )  # fmt: skip
    assert process.stdout
    try:
        text = _read(process.stdout, time.monotonic() + seconds)
    except _NoAnswer:
        process.kill()
        text = b""
    finally:
        process.stdout.close()
        code = process.wait()
    if code != 0:
        logger.warning(
            "a file was not opened within its limits: %s, %d bytes, exit code %d", look, len(data), code
        )
        return TOO_MUCH
    return _understood(text)


def _as_input(data: bytes) -> IO[bytes]:
    """The bytes as a file in memory: written at one go, and no pipe can block."""
    file = os.fdopen(os.memfd_create("quarantine"), "w+b")
    file.write(data)
    file.seek(0)
    return file


def _command(look: Look, options: Mapping[str, Any], seconds: float) -> list[str]:
    task = {
        "look": look.value, "options": options, "seconds": max(1, round(seconds)), "parent": os.getpid(),
        "path": [str(HOUSE), *(each for each in sys.path if each)],
    }  # fmt: skip
    return [sys.executable, "-I", "-S", str(PROGRAM), json.dumps(task)]


def _read(pipe: IO[bytes], deadline: float) -> bytes:
    """All that is said until the end of the process. Raises _NoAnswer."""
    said = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while selector.select(max(0.0, deadline - time.monotonic())):
            piece = os.read(pipe.fileno(), 65536)
            if not piece:
                return bytes(said)
            said += piece
            if len(said) > ANSWER_BYTES:
                break
    raise _NoAnswer


def _understood(text: bytes) -> dict[str, Any]:
    """The answer is as little to be trusted as the file."""
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        return TOO_MUCH
    return answer if isinstance(answer, dict) else TOO_MUCH
