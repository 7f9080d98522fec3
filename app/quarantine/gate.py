"""How many calls of one process may have files opened, and how many may wait for it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from app.quarantine.errors import TooManyAtOnce


class Gate:
    """Lets `at_once` in, `waiting` wait up to some seconds, and refuses the others at once."""

    def __init__(self, at_once: int, waiting: int):
        self._places = threading.Semaphore(at_once)
        self._admitted = threading.Semaphore(at_once + waiting)

    @contextmanager
    def passed(self, wait: float) -> Iterator[None]:
        """A place until the end of the block. Raises TooManyAtOnce."""
        if not self._admitted.acquire(blocking=False):
            raise TooManyAtOnce
        try:
            if not self._places.acquire(timeout=wait):
                raise TooManyAtOnce
            try:
                yield
            finally:
                self._places.release()
        finally:
            self._admitted.release()
