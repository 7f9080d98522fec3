"""The process behind `flask scheduler`: APScheduler as a ticker with a memory store, and nothing else.

A thread for each line of jobs, so that a mail server that hangs holds up mails alone.

Missed ticks are made up by one (coalesce), never by many. SIGTERM and SIGINT end it after the job at work.
"""

import logging
import signal
import threading
from collections.abc import Callable
from functools import partial
from threading import Thread
from types import FrameType

from apscheduler.events import EVENT_SCHEDULER_STARTED, SchedulerEvent
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.base import BaseScheduler
from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.combining import OrTrigger
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger
from flask import Flask

from app.scheduler.jobs import Line
from app.scheduler.leaps import has_leapt
from app.scheduler.runner import boot_of, tick
from app.timekeeping import OFFICE_TIME, Boot

logger = logging.getLogger(__name__)
EVERY_SECONDS = 30


def run_forever(app: Flask, every_seconds: float = EVERY_SECONDS) -> None:
    """Tick until a signal comes; returns when the jobs at work are done."""
    scheduler = BlockingScheduler(
        timezone=OFFICE_TIME, executors={line: ThreadPoolExecutor(1) for line in Line},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )  # fmt: skip
    ending = _Ending(scheduler)
    for line in Line:
        turns = _turns(every_seconds)
        scheduler.add_job(tick, turns, args=[app, line, ending.is_asked], id=line, executor=line)
    watch = Thread(target=watch_clock, name="clock", daemon=True,
                   args=(scheduler, partial(boot_of, app), ending.comes_within, every_seconds))  # fmt: skip
    watch.start()
    logger.info("scheduler started")
    scheduler.start()
    ending.wait()
    logger.info("scheduler stopped")


def _turns(every_seconds: float) -> OrTrigger:
    """At once, and again and again; never a job of its own that ends: APScheduler takes an ended job off its store,
    which fails when a signal has emptied the store meanwhile."""
    again = IntervalTrigger(seconds=every_seconds, timezone=OFFICE_TIME)
    return OrTrigger([DateTrigger(timezone=OFFICE_TIME), again])


def watch_clock(
    scheduler: BaseScheduler,
    boot: Callable[[], Boot | None],
    ends_within: Callable[[float], bool],
    every_seconds: float,
) -> None:
    """Begin the turns anew when the clock was set: they are reckoned by it, and where it was set back, none would come
    for as long. Waits by the machine's own count of seconds."""
    before = boot()
    while not ends_within(every_seconds):
        now = boot()
        if has_leapt(before, now):
            logger.warning("the clock was set while the scheduler ran; its turns begin anew")
            for job in scheduler.get_jobs():
                scheduler.reschedule_job(job.id, trigger=_turns(every_seconds))
        before = now


class _Ending:
    """What a signal begins. The shutdown waits for the jobs at work, so not in the signal handler's own thread."""

    def __init__(self, scheduler: BlockingScheduler) -> None:
        self._scheduler, self._stop = scheduler, threading.Event()
        self._shutdown = threading.Thread(target=self._shut_down, name="shutdown")
        scheduler.add_listener(
            self._begin, EVENT_SCHEDULER_STARTED
        )  # a signal just before the start counts too
        signal.signal(signal.SIGTERM, self._on_signal)
        signal.signal(signal.SIGINT, self._on_signal)

    def is_asked(self) -> bool:
        return self._stop.is_set()

    def comes_within(self, seconds: float) -> bool:
        """Whether the end was asked for, now or within these seconds."""
        return self._stop.wait(seconds)

    def wait(self) -> None:
        self._shutdown.join()

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._stop.set()
        self._begin()

    def _begin(self, _started: SchedulerEvent | None = None) -> None:
        if self.is_asked() and self._scheduler.running and self._shutdown.ident is None:
            self._shutdown.start()

    def _shut_down(self) -> None:
        logger.info("scheduler ends after the jobs at work")
        self._scheduler.shutdown()
