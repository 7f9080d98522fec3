"""The only place that reads the wall clock.

Office days are days of Asia/Shanghai. Everything below the faces and jobs gets `now` or `today` passed in.
In tests a file with an ISO instant (MINGBAI_TIME_FILE, only with MINGBAI_TESTING=1) moves time under a running server.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import current_app

OFFICE_TIME = ZoneInfo("Asia/Shanghai")
SKEW = timedelta(minutes=5)
"""Between the clocks of hosts that share a database, and what a clock may be corrected by. A moment on record that lies
further ahead comes from a clock that ran wrong."""
BOOT_ID = Path("/proc/sys/kernel/random/boot_id")  # Linux: another one with each start of the machine


@dataclass(frozen=True)
class Boot:
    """One start of the machine: which, and when it was by the wall clock as that stands now.

    The moment stays the same, however long the machine runs or sleeps; it moves when the clock is set, by as much.
    """

    id: str
    at: datetime


_moved: ContextVar[datetime | None] = ContextVar("moved_clock", default=None)
_moved_boot: ContextVar[Boot | None] = ContextVar("moved_boot", default=None)


def now() -> datetime:
    """The present instant in office time; moved by `moved_to`, or by the time file when one is configured."""
    if (moved := _moved.get()) is not None:
        return moved
    file = current_app.config.get("TIME_FILE")
    if file:
        return read_time_file(Path(file))
    return datetime.fromtimestamp(time.time(), OFFICE_TIME)


def is_moved() -> bool:
    """Whether the present is another than the machine's clock has it, on purpose."""
    return _moved.get() is not None or bool(current_app.config.get("TIME_FILE"))


def boot() -> Boot | None:
    """The start of this machine; nothing where the present is another than its clock's, or no kernel tells it."""
    if is_moved() or not BOOT_ID.exists():
        return _moved_boot.get()
    since = time.time() - time.clock_gettime(time.CLOCK_BOOTTIME)  # which counts a machine's sleep too
    return Boot(BOOT_ID.read_text(encoding="ascii").strip(), datetime.fromtimestamp(since, OFFICE_TIME))


def today() -> date:
    """The present office day."""
    return now().date()


def read_time_file(file: Path) -> datetime:
    """The instant written in a time file. Raises ValueError when it has no offset."""
    instant = datetime.fromisoformat(file.read_text(encoding="ascii").strip())
    if instant.tzinfo is None:
        raise ValueError(f"{file.name}: an instant needs an offset, e.g. 2026-03-02T09:00:00+08:00")
    return instant.astimezone(OFFICE_TIME)


@contextmanager
def moved_to(instant: datetime, boot: Boot | None = None) -> Iterator[None]:
    """Another present, and another start of the machine, for what runs inside: the demo county and `flask simulate`
    live through a year with it."""
    token, token_of_boot = _moved.set(instant), _moved_boot.set(boot)
    try:
        yield
    finally:
        _moved.reset(token)
        _moved_boot.reset(token_of_boot)
