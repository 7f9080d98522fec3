"""The only place that reads the wall clock.

Office days are days of Asia/Shanghai. Everything below the faces and jobs gets `now` or `today` passed in.
In tests a file with an ISO instant (MINGBAI_TIME_FILE, only with MINGBAI_TESTING=1) moves time under a running server.
"""

import time
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import current_app

OFFICE_TIME = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The present instant in office time; from the time file when one is configured."""
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
