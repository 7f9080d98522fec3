"""Processor time of processes, to the microsecond: what an act cost, whatever disk and neighbours did meanwhile.

Linux keeps a clock for every process (clock_getcpuclockid(3)); it counts all its threads, those that ended as well.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from tests.bench.figures import Samples

HOUSEKEEPING = ("autovacuum", "checkpointer", "background writer", "logical replication")
Pids = Callable[[], Iterable[int]]


def used(pid: int) -> float:
    """Processor time of a process so far, in seconds. Raises OSError when it has ended."""
    return time.clock_gettime((~pid << 3) | 2)


def children(pid: int) -> list[int]:
    """The processes that this one started and that still run."""
    found: list[int] = []
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        found += map(int, file.read_text().split())
    return found


def parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


class Meter:
    """Measures acts: on the wall, and the processor time of some processes together (server, database).

    This process, where it is one of them, is named first: its clock is read next to the act.
    """

    def __init__(self, *groups: Pids) -> None:
        self._groups = groups

    @contextmanager
    def measured(self, samples: Samples) -> Iterator[None]:
        """Add what the block took. A block that raises adds nothing."""
        before = self._clocks(reversed(self._groups))
        began = time.perf_counter()
        yield
        wall = time.perf_counter() - began
        spent = sum(now - before.get(pid, 0.0) for pid, now in self._clocks(self._groups).items())
        samples.wall.append(wall * 1e3)
        samples.cpu.append(spent * 1e3)

    def _clocks(self, groups: Iterable[Pids]) -> dict[int, float]:
        found = {}
        for group in groups:
            for pid in group():
                try:
                    found[pid] = used(pid)
                except OSError:
                    continue  # ended since it was listed
        return found


def this_process() -> list[int]:
    return [os.getpid()]


def of_database(url: str) -> Pids:
    """The processes of the PostgreSQL server; none for SQLite, which works inside its client."""
    if url.startswith("sqlite"):
        return list
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        postmaster = parent(connection.scalar(sa.text("SELECT pg_backend_pid()")))
    engine.dispose()
    return lambda: [pid for pid in children(postmaster) if not _keeps_house(pid)]


def _keeps_house(pid: int) -> bool:
    """Work of PostgreSQL that no request asked for. A parallel worker that ended is missed; wall time shows it."""
    try:
        title = Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return True  # ended since it was listed
    return any(words in title for words in HOUSEKEEPING)
