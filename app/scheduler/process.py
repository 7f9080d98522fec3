"""The process behind `flask scheduler`: APScheduler as a ticker with a memory store, and nothing else.

Missed ticks are made up by one (coalesce), never by many. SIGTERM and SIGINT end it after the job at work.
"""

import logging
import signal
import threading
from types import FrameType

from apscheduler.executors.pool import ThreadPoolExecutor
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
    scheduler.add_job(tick, args=[app, stop.is_set], id="first")  # at once
    scheduler.add_job(tick, "interval", seconds=every_seconds, args=[app, stop.is_set], id="tick")
    _stop_on_signals(scheduler, stop)
    logger.info("scheduler started")
    scheduler.start()
    logger.info("scheduler stopped")


def _stop_on_signals(scheduler: BlockingScheduler, stop: threading.Event) -> None:
    def end(_number: int, _frame: FrameType | None) -> None:
        if not stop.is_set():
            stop.set()
            threading.Thread(target=scheduler.shutdown, name="shutdown").start()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
