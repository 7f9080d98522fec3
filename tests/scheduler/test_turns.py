"""Turns are reckoned by the clock on the wall: where it is set, they begin anew."""

from datetime import UTC, datetime, timedelta

import pytest
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from app.scheduler.process import watch_clock
from app.timekeeping import Boot

STARTED = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def readings(*minutes: float):
    """The start of the machine, as the clock tells it at each look."""
    left = [Boot("start", STARTED + timedelta(minutes=one)) for one in minutes]
    return lambda: left.pop(0)


@pytest.fixture
def scheduler():
    """Its turns lie an hour ahead, as after a clock that was set back by that."""
    found = BackgroundScheduler(timezone=UTC)
    found.start(paused=True)
    for line in ("office", "mail"):
        found.add_job(print, IntervalTrigger(hours=1, timezone=UTC), id=line)
    yield found
    found.shutdown()


def next_turns(scheduler) -> list[datetime]:
    return [job.next_run_time for job in scheduler.get_jobs()]


@pytest.mark.parametrize("set_by", [-60, -6, 6, 60 * 24 * 365])
def test_where_the_clock_was_set_every_line_has_its_turn_now(scheduler, set_by):
    before = next_turns(scheduler)
    asked = iter([False, False, True])
    watch_clock(scheduler, readings(0, 0, set_by), lambda seconds: next(asked), 30)
    after = next_turns(scheduler)
    assert all(then - now > timedelta(minutes=59) for then, now in zip(before, after, strict=True))


def test_small_corrections_change_nothing(scheduler):
    before = next_turns(scheduler)
    asked = iter([False, False, False, True])
    watch_clock(scheduler, readings(0, 1, -1, 0), lambda seconds: next(asked), 30)
    assert next_turns(scheduler) == before


def test_it_ends_when_the_scheduler_does(scheduler):
    asked: list[float] = []
    watch_clock(scheduler, readings(0), lambda seconds: asked.append(seconds) is None, 30)
    assert asked == [30]
