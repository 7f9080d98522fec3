"""How long a backup and a restore take of a county after years of work: 300,000 archived cases, whole.

MINGBAI_RESTORED is another number of cases; the goal then is its share.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask_migrate import upgrade

from app import create_app, timekeeping
from app.casework.backup.archive import Reading
from app.casework.backup.restoring import restore
from app.casework.backup.taking import take
from app.database import db
from app.office.secrets import FILE
from scripts.with_postgres import temporary_server
from tests.bench.filling import Volume, fill
from tests.bench.pages import READER
from tests.bench.workplace import workplace
from tests.prove.findings import Finding
from tests.support.settings import settings_for

WHOLE = 300_000
GOAL = 15 * 60  # seconds


def measure(_url: str | None) -> list[Finding]:
    """From one SQLite file into another, then into PostgreSQL. The chain of copied audit lines is none, so it is not
    verified here."""
    cases = int(os.environ.get("MINGBAI_RESTORED", WHOLE))
    with workplace() as work, TemporaryDirectory(prefix="mingbai-prove-") as place:
        with work.app.app_context():
            fill(Volume(cases, min(cases, 5_000)), READER)
            db.session.remove()
            file = Path(place, "county.tar")
            backup, taken = timed(lambda: take(file, work.instance, timekeeping.now()))
            keys = (work.instance / FILE).read_bytes()
        size = f"{backup.rows:,} of {cases:,} archived cases and some open ones, {backup.size / 1e6:,.0f} MB"
        findings = [Finding("rows in the backup", size), Finding("backup", taken.told(backup.rows))]
        folder = Path(place, "new")
        findings += _restored("SQLite", file, folder, f"sqlite:///{folder / 'mingbai.db'}", keys, cases)
        with temporary_server(
            in_memory=False
        ) as server:  # years of a county are more than a machine has memory
            findings += _restored("PostgreSQL", file, Path(place, "grown"), server, keys, cases)
    return findings


@dataclass(frozen=True)
class Spent:
    """Seconds by the clock, and of the processor for this process (a server's own work is not in it)."""

    clock: float
    processor: float

    def told(self, rows: int) -> str:
        each = self.processor / rows * 1e6
        return f"{self.clock:,.0f} s, of them {self.processor:,.0f} s of processor time, {each:.0f} µs a row"


def timed(work: Callable[[], Any]) -> tuple[Any, Spent]:
    """What it gave, and what it took."""
    began, used = time.monotonic(), time.process_time()
    given = work()
    return given, Spent(time.monotonic() - began, time.process_time() - used)


def _restored(name: str, file: Path, folder: Path, url: str, keys: bytes, cases: int) -> list[Finding]:
    """Counts, hashes and the head of the audit chain are compared by the restore itself, or it fails."""
    with _empty(folder, url, keys), Reading(file) as reading:
        told = sum(table["rows"] for table in reading.manifest["tables"].values())
        restored, spent = timed(
            lambda: restore(file, folder, timekeeping.now(), lambda: upgrade(revision="heads"))
        )
    goal = GOAL * cases / WHOLE
    words = f"restore into {name}, with every row compared"
    return [
        Finding(f"rows that came back into {name}", f"{restored.rows:,}", "all", restored.rows == told),
        Finding(words, spent.told(restored.rows), f"≤ {goal:.0f} s", spent.clock <= goal),
    ]


@contextmanager
def _empty(folder: Path, url: str, keys: bytes) -> Iterator[None]:
    """An installation with nothing in it but the keys."""
    folder.mkdir()
    (folder / FILE).write_bytes(keys)
    (folder / FILE).chmod(0o600)
    with create_app(settings_for(folder, url)).app_context():
        yield
        db.session.remove()
        db.engine.dispose()
