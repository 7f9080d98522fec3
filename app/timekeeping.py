"""The only place that reads the wall clock.

Office days are days of Asia/Shanghai. Everything below the faces and jobs gets `now` or `today` passed in.
In tests a file with an ISO instant (MINGBAI_TIME_FILE, only with MINGBAI_TESTING=1) moves time under a running server.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import current_app

OFFICE_TIME = ZoneInfo("Asia/Shanghai")
_moved: ContextVar[datetime | None] = ContextVar("moved_clock", default=None)


def now() -> datetime:
    """The present instant in office time; moved by `moved_to`, or by the time file when one is configured."""
    if (moved := _moved.get()) is not None:
        return moved
    file = current_app.config.get("TIME_FILE")
    if file:
        return read_time_file(Path(file))
    return datetime.fromtimestamp(time.time(), OFFICE_TIME)


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
def moved_to(instant: datetime) -> Iterator[None]:
    """Another present for what runs inside: the demo county and `flask simulate` live through a year with it."""
    token = _moved.set(instant)
    try:
        yield
    finally:
        _moved.reset(token)
