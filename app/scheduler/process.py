"""The process behind `flask scheduler`: APScheduler as a ticker with a memory store, and nothing else.

Missed ticks are made up by one (coalesce), never by many. SIGTERM and SIGINT end it after the job at work.
"""

import logging
import signal
import threading
from types import FrameType

from apscheduler.events import EVENT_SCHEDULER_STARTED, SchedulerEvent
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers import SchedulerNotRunningError
from apscheduler.schedulers.blocking import BlockingScheduler
from flask import Flask

from app.scheduler.runner import tick
from app.timekeeping import OFFICE_TIME

logger = logging.getLogger(__name__)
EVERY_SECONDS = 30


def run_forever(app: Flask, every_seconds: float = EVERY_SECONDS) -> None:
    """Tick until a signal comes; returns when the job at work is done."""
    stop = threading.Event()
    scheduler = BlockingScheduler(
        timezone=OFFICE_TIME, executors={"default": ThreadPoolExecutor(1)},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )  # fmt: skip
    scheduler.add_job(tick, "interval", seconds=every_seconds, args=[app, stop.is_set], id="tick")
    _stop_on_signals(scheduler, stop)
    logger.info("scheduler started")
    tick(app, stop.is_set)  # at once, not after the first interval
    if not stop.is_set():
        scheduler.start()
    logger.info("scheduler stopped")


def _stop_on_signals(scheduler: BlockingScheduler, stop: threading.Event) -> None:
    """The shutdown waits for the job at work, so it must not run in the signal handler's own thread."""

    def end(_number: int, _frame: FrameType | None) -> None:
        stop.set()
        end_if_asked()

    def end_if_asked(_started: SchedulerEvent | None = None) -> None:
        if stop.is_set() and scheduler.running:
            threading.Thread(target=_shut_down, args=[scheduler], name="shutdown").start()

    scheduler.add_listener(end_if_asked, EVENT_SCHEDULER_STARTED)  # a signal just before the start counts too
    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)


def _shut_down(scheduler: BlockingScheduler) -> None:
    try:
        scheduler.shutdown()
    except SchedulerNotRunningError:
        logger.debug("asked to stop twice")
