"""What a backup that was killed has left behind: its half file, and on SQLite its copy of the database."""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from app.database import db, is_sqlite

COPY = ".backup-"
HALF = ".mingbai-*.tar.part"  # only files of the folder of backups, by our own name
YOUNG = timedelta(days=1)  # another backup may be at work


def folder_of_database() -> Path:
    """Where SQLite's file lies: copies of it are made beside it."""
    return Path(db.engine.url.database or "").parent


def sweep(backups: Path, now: datetime) -> None:
    """Remove what is older than a day. Raises OSError."""
    for old in _remnants(backups):
        if datetime.fromtimestamp(old.lstat().st_mtime, tz=now.tzinfo) < now - YOUNG:
            shutil.rmtree(old) if old.is_dir() else old.unlink()


def _remnants(backups: Path) -> Iterator[Path]:
    yield from backups.glob(HALF)
    if is_sqlite():
        yield from folder_of_database().glob(f"{COPY}*")
