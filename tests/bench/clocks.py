"""The sweep: a tick with nothing due, an ordinary day among many open clocks, and all of them at once.

A registered request, whose two clocks run, is multiplied. On the ordinary day the requests came in over the twenty
working days before, so each working day brings the steps of a part of them. All at once is what a standstill of weeks
leaves when every request came in on one day: each clock has two or three alerts by then. Telling people is no part of
it, for an alert stands on the board before; what it costs (notices, mails) is measured apart, on fewer clocks.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import func, select

from app import timekeeping
from app.casework.models import CaseClock, OutboxMessage
from app.casework.terms import alert_mails, clocks, sweep
from app.casework.terms.alert_steps import day_before, following
from app.database import db
from app.law.office_time import ONE_HOUR, office_day, start_of_day
from tests.bench.figures import Figure, Samples, processor_time
from tests.bench.filling import fill_with
from tests.bench.patterns import Pattern, registered
from tests.bench.processor import Meter, of_database, this_process
from tests.bench.progress import say
from tests.bench.setting import Setting
from tests.bench.workplace import workplace

READ_BY_SWEEPS = frozenset({"office_case", "case_clock", "work_item"})
CLOCKS_OF_ONE = 2
TERM = 20  # working days
MILLION = 1_000_000


def measure(setting: Setting) -> list[Figure]:
    """On one database: 100,000 open clocks; the ordinary day on PostgreSQL among a million."""
    usual = MILLION if setting.server_url else 100_000
    return [
        *_at_once(setting, setting.of(2_000, 100_000, usual)),
        _ordinary_day(setting, setting.of(2_000, usual, usual)),
        _telling(setting, setting.of(1_000, 10_000, 10_000)),
    ]


def _at_once(setting: Setting, number: int) -> list[Figure]:
    with workplace(setting.server_url) as work, work.app.app_context():
        fill_with(registered(), number // CLOCKS_OF_ONE, READ_BY_SWEEPS)
        meter = Meter(this_process, of_database(work.url))
        return [
            _idle(meter, number, setting.of(3, 30, 100), setting.database),
            *_raising(meter, number, setting.database),
        ]


def _idle(meter: Meter, number: int, ticks: int, database: str) -> Figure:
    samples, now = Samples(), timekeeping.now()
    for tick in range(ticks + 1):
        with meter.measured(samples if tick else Samples()):
            raised = sweep.raise_alerts(now)
        assert raised == 0
    return processor_time(
        "tick_idle", f"a tick with nothing due, {number:,} open clocks", samples, "", database
    )


def _raising(meter: Meter, number: int, database: str) -> list[Figure]:
    taken = Samples()
    all_near = _when_all_are_near()
    with meter.measured(taken):
        raised = sweep.raise_due(all_near)
    assert raised >= number, "every clock has come"
    wall, cpu = taken.wall[0] / 1e3, taken.cpu[0] / 1e3
    say(f"   {raised:,} alerts of {number:,} clocks in {wall:.1f} s")
    note = f"{raised:,} alerts of {number:,} clocks; wall {wall:.1f} s, {number / wall:,.0f} a second"
    million = f"measured with {number:,}: {raised:,} alerts, {cpu:.1f} s CPU, wall {wall:.1f} s"
    return [
        Figure("sweep_rate", "clocks due at once, a second of processor time", number / cpu, "/s", note, database),
        Figure("sweep_at_once", "a million due at once", cpu * MILLION / number, "s CPU", million, database),
    ]  # fmt: skip


def _when_all_are_near() -> datetime:
    latest = db.session.scalar(select(func.max(CaseClock.soon_at)).where(CaseClock.look_at.is_not(None)))
    db.session.rollback()
    assert latest is not None
    return latest


def _ordinary_day(setting: Setting, number: int) -> Figure:
    """The first tick of the next working day; what the days before it have brought is raised unmeasured."""
    with workplace(setting.server_url) as work, work.app.app_context():
        pattern = registered()
        fill_with(pattern, number // CLOCKS_OF_ONE, READ_BY_SWEEPS, list(_days_before(pattern)))
        morning = start_of_day(following(office_day(timekeeping.now()), 1, clocks.calendar())) + 8 * ONE_HOUR
        before = sweep.raise_due(morning - timedelta(hours=9))
        meter, taken = Meter(this_process, of_database(work.url)), Samples()
        with meter.measured(taken):
            raised = sweep.raise_due(morning)
        assert raised, "some steps fall on every working day"
    wall, cpu = taken.wall[0] / 1e3, taken.cpu[0] / 1e3
    say(f"   {raised:,} alerts of {number:,} open clocks in {wall:.1f} s; {before:,} of the days before")
    note = f"{raised:,} alerts that morning; {cpu:.1f} s of processor time"
    title = f"{number:,} open clocks on an ordinary day"
    return Figure("sweep_day", title, wall, "s", note, setting.database)


def _days_before(pattern: Pattern) -> Iterator[int]:
    """How many days before its day the pattern would be due on each of twenty working days that follow each other."""
    last = max(row["due_on"] for row in pattern.rows["case_clock"])
    for days in range(TERM):
        yield (last - day_before(last, days, clocks.calendar())).days


def _telling(setting: Setting, number: int) -> Figure:
    """Each clock is told once, at its last stage, whatever its alerts."""
    with workplace(setting.server_url) as work, work.app.app_context():
        fill_with(registered(), number // CLOCKS_OF_ONE, READ_BY_SWEEPS)
        all_near = _when_all_are_near()
        raised = sweep.raise_due(all_near)
        before, meter, taken = _messages(), Meter(this_process, of_database(work.url)), Samples()
        with meter.measured(taken):
            alert_mails.tell_of_alerts(all_near)
        messages = _messages() - before
    assert messages >= number, "of each clock somebody hears"
    cpu, wall = taken.cpu[0], taken.wall[0] / 1e3
    note = f"{number:,} clocks, {raised:,} alerts, {messages:,} messages; {cpu / 1e3:.1f} s CPU, wall {wall:.1f} s"
    return Figure(
        "tell_cost", "telling of a clock that is due", cpu / number, "ms CPU", note, setting.database
    )


def _messages() -> int:
    number = db.session.scalar(select(func.count(OutboxMessage.id))) or 0
    db.session.rollback()
    return number
