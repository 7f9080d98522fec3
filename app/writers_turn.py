"""A fair turn for those who write to SQLite: whoever asks first writes first.

SQLite lets waiting writers look again and again, at longer and longer intervals, so that under load the unlucky wait
for seconds while others pass. Here they stand in the queue that the kernel keeps for a lock (flock) on a file beside
the database. A turn ends with the process that has it, whatever that dies of. It decides the order and nothing else:
the lock of the data stays BEGIN IMMEDIATE.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Lock, Thread

FOR_THE_OWNER = 0o600


class TurnDidNotCome(Exception):
    """Others wrote for as long as one is ready to wait. Nothing was done."""


@contextmanager
def turn(file: Path, seconds: float) -> Iterator[None]:
    """The turn at this file, for the block. Raises TurnDidNotCome after so many seconds, OSError for the file.

    0 seconds: only if it is free now. Who merely asks takes no place in the queue, where it would get the turn later.
    """
    place = _Place(os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, FOR_THE_OWNER))
    try:
        place.wait(seconds)
        yield
    finally:
        place.leave()


class _Place:
    """One place in the queue. The kernel knows no time limit for a lock: where it is taken, another thread waits."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._has_come, self._is_left, self._deciding = Event(), False, Lock()
        self._is_waited_for = False

    def wait(self, seconds: float) -> None:
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if not seconds:
                raise TurnDidNotCome() from None
            Thread(target=self._wait, name="writer's turn", daemon=True).start()
            self._is_waited_for = True
            if not self._has_come.wait(seconds):
                raise TurnDidNotCome() from None
        else:
            self._has_come.set()

    def leave(self) -> None:
        """End the turn, or give the place up; then the thread that still waits ends the turn when it comes."""
        with self._deciding:
            self._is_left = True
            if self._has_come.is_set() or not self._is_waited_for:
                self._end()

    def _wait(self) -> None:
        fcntl.flock(self._descriptor, fcntl.LOCK_EX)
        with self._deciding:
            if self._is_left:
                self._end()
            else:
                self._has_come.set()

    def _end(self) -> None:
        fcntl.flock(self._descriptor, fcntl.LOCK_UN)  # said, as a program started meanwhile may hold a copy
        os.close(self._descriptor)
