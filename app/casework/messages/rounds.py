"""One round of bringing messages out: its present, and when it ends."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

LONGEST = 20.0  # seconds: a round ends within one tick of the scheduler, and within the patience of whoever stops it


class Round:
    """The present is the `now` of its beginning plus what has passed since, so that leases are true.

    It is over when its time has passed, or when the way out is shut: what is left waits for the next one.
    """

    def __init__(
        self, now: datetime, longest: float = LONGEST, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._now, self._longest, self._clock = now, longest, clock
        self._began, self._is_shut = clock(), False

    def now(self) -> datetime:
        return self._now + timedelta(seconds=self._passed())

    def shut(self) -> None:
        self._is_shut = True

    def is_over(self) -> bool:
        return self._is_shut or self._passed() >= self._longest

    def _passed(self) -> float:
        return self._clock() - self._began
