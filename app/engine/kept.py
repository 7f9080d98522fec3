"""What is dear to make and never changes is kept while it is in use, however many of it there are."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

IDLE = 3600.0  # seconds: what nobody asked for in this time is out of use
FEW = 20  # kept even so
Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass
class _Entry(Generic[Value]):
    value: Value
    used_at: float


class Kept(Generic[Key, Value]):
    """Values by key. All that was asked for of late stays; of the rest the last used few. Safe for threads."""

    def __init__(
        self, idle: float = IDLE, few: int = FEW, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._idle, self._few, self._clock = idle, few, clock
        self._entries: OrderedDict[Key, _Entry[Value]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """The value of a key, made if it is not kept: by the first who asks, or by several who ask at once, of
        whom all get the same one. Raises what `make` raises; nothing is kept then."""
        if (found := self._find(key)) is None:
            found = self._keep(key, make())
        return found.value

    def __len__(self) -> int:
        return len(self._entries)

    def _find(self, key: Key) -> _Entry[Value] | None:
        with self._lock:
            if (found := self._entries.get(key)) is not None:
                self._entries.move_to_end(key)
                found.used_at = self._clock()
            return found

    def _keep(self, key: Key, value: Value) -> _Entry[Value]:
        with self._lock:
            now = self._clock()
            found = self._entries.setdefault(key, _Entry(value, now))
            while len(self._entries) > self._few and now - self._oldest().used_at > self._idle:
                self._entries.popitem(last=False)
            return found

    def _oldest(self) -> _Entry[Value]:
        return next(iter(self._entries.values()))
