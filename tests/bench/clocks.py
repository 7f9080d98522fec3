"""The sweep: a tick with nothing due among many open clocks, and the tick in which all of them have come.

A registered request, whose two clocks run, is multiplied. The tick that raises comes when the later clock becomes near:
each clock has one or two alerts by then. Telling people is no part of it: an alert stands on the board before.
"""

from datetime import datetime

from sqlalchemy import func, select

from app import timekeeping
from app.casework.models import CaseClock
from app.casework.terms import sweep
from app.database import db
from tests.bench.figures import Figure, Samples, processor_time
from tests.bench.filling import fill_with
from tests.bench.patterns import registered
from tests.bench.processor import Meter, of_database, this_process
from tests.bench.progress import say
from tests.bench.setting import Setting
from tests.bench.workplace import workplace

READ_BY_SWEEPS = frozenset({"office_case", "case_clock", "work_item"})
CLOCKS_OF_ONE = 2
MILLION = 1_000_000


def measure(setting: Setting) -> list[Figure]:
    """On one database: 100,000 open clocks, on PostgreSQL a million."""
    usual = MILLION if setting.server_url else 100_000
    clocks = setting.of(2_000, usual, usual)
    with workplace(setting.server_url) as work, work.app.app_context():
        fill_with(registered(), clocks // CLOCKS_OF_ONE, READ_BY_SWEEPS)
        meter = Meter(this_process, of_database(work.url))
        return [
            _idle(meter, clocks, setting.of(3, 30, 100), setting.database),
            *_raising(meter, clocks, setting.database),
        ]


def _idle(meter: Meter, clocks: int, ticks: int, database: str) -> Figure:
    samples, now = Samples(), timekeeping.now()
    for number in range(ticks + 1):
        with meter.measured(samples if number else Samples()):
            raised = sweep.raise_alerts(now)
        assert raised == 0
    return processor_time(
        "tick_idle", f"a tick with nothing due, {clocks:,} open clocks", samples, "", database
    )


def _raising(meter: Meter, clocks: int, database: str) -> list[Figure]:
    taken = Samples()
    all_near = _when_all_are_near()
    with meter.measured(taken):
        raised = sweep.raise_due(all_near)
    assert raised >= clocks, "every clock has come"
    wall, cpu = taken.wall[0] / 1e3, taken.cpu[0] / 1e3
    say(f"   {raised:,} alerts of {clocks:,} clocks in {wall:.1f} s")
    note = f"{raised:,} alerts of {clocks:,} clocks; wall {wall:.1f} s, {clocks / wall:,.0f} a second"
    million = f"{raised:,} alerts, measured with {clocks:,}; {cpu:.1f} s of processor time"
    return [
        Figure("sweep_rate", "clocks that a second of processor time raises", clocks / cpu, "/s", note, database),
        Figure("sweep_million", "a million clocks in one tick", wall * MILLION / clocks, "s", million, database),
    ]  # fmt: skip


def _when_all_are_near() -> datetime:
    latest = db.session.scalar(select(func.max(CaseClock.soon_at)).where(CaseClock.look_at.is_not(None)))
    db.session.rollback()
    assert latest is not None
    return latest
