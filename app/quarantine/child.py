"""Starts the process that opens one file, and reads its bounded answer.

The process gets the bytes as its input, an empty environment and no other open file of ours: it knows no secret, no
database and no network address of the house.
"""

import json
import logging
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
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


class TooSlow(Exception):
    """The process had not done after so many seconds on the wall, and had not used up its processor time either."""


class _TooLong(Exception):
    """The process said too much."""


@dataclass(frozen=True)
class Answer:
    """What the process found, or `{"problem": …}`; and how much processor time it took, in seconds."""

    found: dict[str, Any]
    processor: float


def ask(look: Look, data: bytes, options: Mapping[str, Any], seconds: float) -> Answer:
    """What the process found: the problem "too_much" when it reached a limit or broke. Raises TooSlow."""
    with _as_input(data) as file:
        process = subprocess.Popen(
            _command(look, options, seconds), stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={}, cwd="/",
        )  # fmt: skip
    assert process.stdout
    try:
        text = _read(process.stdout, time.monotonic() + seconds)
    except TooSlow:
        process.kill()
        logger.warning("a file was not opened within %.0f seconds: %s, %d bytes", seconds, look, len(data))
        raise
    except _TooLong:
        process.kill()
        text = b""
    finally:
        process.stdout.close()
        code, processor = _end_of(process)
    if code == -signal.SIGALRM:
        raise TooSlow
    return Answer(_said(text, code, look, len(data)), processor)


def _said(text: bytes, code: int, look: Look, size: int) -> dict[str, Any]:
    if code == 0:
        return _understood(text)
    logger.warning("a file was not opened within its limits: %s, %d bytes, exit code %d", look, size, code)
    return TOO_MUCH


def _end_of(process: "subprocess.Popen[bytes]") -> tuple[int, float]:
    """How the process ended, and how much processor time it took, in seconds."""
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, used.ru_utime + used.ru_stime


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
    """All that is said until the end of the process. Raises TooSlow, _TooLong."""
    said = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while selector.select(max(0.0, deadline - time.monotonic())):
            piece = os.read(pipe.fileno(), 65536)
            if not piece:
                return bytes(said)
            said += piece
            if len(said) > ANSWER_BYTES:
                raise _TooLong
    raise TooSlow


def _understood(text: bytes) -> dict[str, Any]:
    """The answer is as little to be trusted as the file."""
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        return TOO_MUCH
    return answer if isinstance(answer, dict) else TOO_MUCH
