"""An office in which somebody else writes, for longer than anybody waits."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app import sqlite
from app.database import db, is_sqlite
from app.writers_turn import turn

PATIENCE = 30  # seconds


@contextmanager
def others_write(seconds: float = 0.05) -> Iterator[None]:
    """Somebody has the turn for the block; whoever comes waits this long."""
    if not is_sqlite():
        pytest.skip("PostgreSQL locks rows")
    with turn(Path(f"{db.engine.url.database}-turn"), PATIENCE), pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite, "BUSY_SECONDS", seconds)
        yield
