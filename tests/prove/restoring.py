"""How long a backup and a restore take of a county after years of work: 300,000 archived cases, whole."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from flask_migrate import upgrade

from app import create_app, timekeeping
from app.casework.backup.restoring import Restored, restore
from app.casework.backup.taking import Taken, take
from app.database import db
from app.office.secrets import FILE
from tests.bench.filling import Volume, fill
from tests.bench.pages import READER
from tests.bench.workplace import workplace
from tests.prove.findings import Finding
from tests.support.settings import settings_for

WHOLE = 300_000
GOAL = 15 * 60  # seconds


def measure(_url: str | None, cases: int = WHOLE) -> list[Finding]:
    """From one SQLite file into another. The chain of copied audit lines is none, so it is not verified here."""
    with workplace() as work, TemporaryDirectory(prefix="mingbai-prove-") as place:
        with work.app.app_context():
            fill(Volume(cases, min(cases, 5_000)), READER)
            db.session.remove()
            file = Path(place, "county.tar")
            backup, backed_up = _timed(lambda: take(file, work.instance, timekeeping.now()))
            keys = (work.instance / FILE).read_bytes()
        with _empty(Path(place, "new"), keys) as (app, folder), app.app_context():
            restored, back = _timed(lambda: restore(file, folder, lambda: upgrade(revision="heads")))
    return _told(cases, backup, backed_up, restored, back)


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    began = time.monotonic()
    return work(), time.monotonic() - began


@contextmanager
def _empty(folder: Path, keys: bytes) -> Iterator[tuple[Flask, Path]]:
    """An installation with nothing in it but the keys."""
    folder.mkdir()
    (folder / FILE).write_bytes(keys)
    (folder / FILE).chmod(0o600)
    app = create_app(settings_for(folder, f"sqlite:///{folder / 'mingbai.db'}"))
    yield app, folder
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def _told(cases: int, backup: Taken, backed_up: float, restored: Restored, back: float) -> list[Finding]:
    goal = GOAL * cases / WHOLE
    size = f"{backup.size / 1e6:,.0f} MB"
    whole = f"{restored.rows:,} of {cases:,} archived cases and some open ones"
    return [
        Finding("rows", whole, "all", restored.rows == backup.rows),
        Finding("backup", f"{backed_up:.0f} s, {size}"),
        Finding("restore, with every row compared", f"{back:.0f} s", f"≤ {goal:.0f} s", back <= goal),
    ]  # fmt: skip
