"""One caller's turn to have files opened: `with turn() as mine: mine.look(Look.PDF, data)`."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from app.quarantine import limits
from app.quarantine.child import TOO_MUCH, Look, TooSlow, ask
from app.quarantine.errors import TooManyAtOnce
from app.quarantine.gate import Gate

__all__ = ["Look", "Turn", "turn"]
_gate = Gate(limits.AT_ONCE, limits.WAITING)


class Turn:
    """What the files of one call may still use together. Get it from `turn()`, not by hand."""

    def __init__(self) -> None:
        self._until = time.monotonic() + limits.CALL_SECONDS
        self._processor = limits.CALL_CPU_SECONDS
        self._pixels = limits.CALL_PIXELS

    def look(self, look: Look, data: bytes, **options: Any) -> dict[str, Any]:
        """What was found in the file, or `{"problem": code}`; "too_much" for what reached a limit.

        Raises TooManyAtOnce where the machine was too busy to say: that is no fault of the file.
        """
        left = self._until - time.monotonic()
        if len(data) > limits.FILE_BYTES:
            return TOO_MUCH
        if self._processor <= 0:
            return {"problem": "call_time"}
        if left < 1:
            raise TooManyAtOnce
        try:
            answer = ask(look, data, options, min(left, limits.WALL_SECONDS))
        except TooSlow as busy:
            raise TooManyAtOnce from busy
        self._processor -= answer.processor
        return answer.found

    def look_at_picture(self, data: bytes, picture_format: str) -> dict[str, Any]:
        """The same for a picture, whose pixels count for the whole call."""
        found = self.look(Look.PICTURE, data, format=picture_format, left=self._pixels)
        if "problem" not in found:
            self._pixels -= int(found["pixels"])
        return found


@contextmanager
def turn(wait: float = limits.WAIT_SECONDS) -> Iterator[Turn]:
    """A turn, after waiting at most so many seconds for it. Raises TooManyAtOnce."""
    with _gate.passed(wait):
        yield Turn()
