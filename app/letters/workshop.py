"""The asking side of the letter worker: one worker per process of ours, started at the first letter.

A letter that takes too long or too much memory costs the worker its life, not the web process; the next letter
gets a new one. `render` may be called from any thread; letters are set one after another.
"""

from __future__ import annotations

import atexit
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from app.letters.catalogue import LetterKind
from app.letters.drawn import Drawn
from app.letters.errors import FontsMissing, LetterRefused, Problem, RenderingFailed
from app.letters.facts import freeze
from app.letters.fonts import FONT_FOLDER, faces_in
from app.letters.frames import read_frame, write_frame

TIME_LIMIT = 10.0  # seconds of processor time for one letter
WALL_LIMIT = 90.0  # seconds on the wall, for a worker that stands still or gets no processor
MEMORY_LIMIT = 2 * 1024**3  # bytes of address space; a letter of 60 pages needs some 700 MB
START_LIMIT = 30.0  # more processor time for the first one of a worker: it reads the fonts
LETTERS_PER_WORKER = 500
HOUSE = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "app.letters.worker")
logger = logging.getLogger(__name__)


class Workshop:
    """Keeps a worker running and asks it for letters. Get it from `get_workshop()`."""

    def __init__(
        self,
        fonts: Path = FONT_FOLDER,
        time_limit: float = TIME_LIMIT,
        start_limit: float = START_LIMIT,
        memory_limit: int = MEMORY_LIMIT,
    ):
        self._fonts = fonts
        self._command = (*COMMAND, str(memory_limit))
        self._time_limit, self._start_limit = time_limit, start_limit
        self._lock = threading.Lock()
        self._worker: subprocess.Popen[bytes] | None = None
        self._made = 0

    def render(self, kind: LetterKind, facts: Mapping[str, Any], drawn: Drawn | None = None) -> bytes:
        """The archive PDF. Raises LetterRefused, FontsMissing, or RenderingFailed when a limit is reached."""
        faces_in(self._fonts)
        seal = drawn.seal if drawn else None
        head = {
            "folder": str(kind.folder),
            "layouts": str(kind.layouts),
            "version": kind.version_hash,
            "delivered": kind.is_delivered,
            "facts": freeze(kind, facts),
            "fonts": str(self._fonts),
        }
        with self._lock:
            answer, pdf = self._ask(head, seal or b"")
        _raise_what_went_wrong(answer, kind.kind)
        return pdf

    def set_report(self, page: str) -> bytes:
        """A page of our own making as PDF, in the style of reports. Raises FontsMissing, RenderingFailed."""
        faces_in(self._fonts)
        with self._lock:
            answer, pdf = self._ask({"report": page, "fonts": str(self._fonts)}, b"")
        _raise_what_went_wrong(answer, "report")
        return pdf

    def warm_up(self) -> None:
        """Start a worker without waiting for it, so that the first letter is as quick as the others."""
        with self._lock:
            self._running()

    def close(self) -> None:
        """End the worker, if one is running."""
        with self._lock:
            self._end()

    def _ask(self, head: dict[str, Any], seal: bytes) -> tuple[dict[str, Any], bytes]:
        worker = self._running()
        assert worker.stdin
        assert worker.stdout
        limit = self._time_limit if self._made else self._start_limit
        head = {**head, "seconds": limit}
        watch = threading.Timer(WALL_LIMIT, worker.kill)
        watch.start()
        try:
            write_frame(worker.stdin, head, seal)
            answer = read_frame(worker.stdout)
        except (EOFError, BrokenPipeError, OSError) as error:
            self._end()
            raise RenderingFailed(f"文书排版超出时间（{limit:.0f}秒）或者内存限制，没有制作") from error
        finally:
            watch.cancel()
        self._made += 1
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._worker and (self._worker.poll() is not None or self._made >= LETTERS_PER_WORKER):
            self._end()
        if self._worker is None:
            self._made = 0
            self._worker = subprocess.Popen(
                self._command, cwd=HOUSE, stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        return self._worker

    def _end(self) -> None:
        worker, self._worker = self._worker, None
        if worker is None:
            return
        for stream in (worker.stdin, worker.stdout):
            try:
                if stream:
                    stream.close()
            except OSError:  # the pipe broke with the worker; there is nothing left to flush to
                logger.info("letter worker %s had gone before its pipe was closed", worker.pid)
        try:
            worker.wait(timeout=2)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()


def _raise_what_went_wrong(answer: Mapping[str, Any], asked: str) -> None:
    if "refused" in answer:
        raise LetterRefused([Problem(*each) for each in answer["refused"]])
    if "fonts" in answer:
        raise FontsMissing(*answer["fonts"])
    if "failed" in answer:
        logger.error("letter %s failed: %s", asked, answer.get("detail", answer["failed"]))
        raise RenderingFailed(answer["failed"])


def get_workshop() -> Workshop:
    """The workshop of this process; a forked process gets its own."""
    return _workshop_of(os.getpid())


@lru_cache(maxsize=1)
def _workshop_of(pid: int) -> Workshop:
    workshop = Workshop()
    atexit.register(workshop.close)
    return workshop
