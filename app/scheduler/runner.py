"""Runs jobs: each in its own application context, with its heartbeat; one that fails stops no other."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from flask import Flask
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from app import timekeeping
from app.casework.acts.commands import transaction
from app.casework.acts.insertion import insert_once
from app.casework.messages.quiet_logging import trace_of
from app.casework.models import JobHeartbeat
from app.database import db
from app.scheduler import leaps
from app.scheduler.clock import fault_of_clock
from app.scheduler.jobs import JOBS, Job, Line
from app.scheduler.leaps import has_leapt
from app.timekeeping import Boot

logger = logging.getLogger(__name__)
ONE_DAY = timedelta(days=1)
LONGEST = 300  # characters of what a job says it did


def tick(app: Flask, line: Line = Line.OFFICE, must_stop: Callable[[], bool] = lambda: False) -> None:
    """Run every job of this line that is due, unless the clock is wrong; between two jobs a wish to stop is heard,
    and a clock that is set seen."""
    if _is_clock_wrong(app):
        return
    begun = boot_of(app)
    for job in [job for job in JOBS.values() if job.line is line]:
        if must_stop() or has_leapt(begun, boot_of(app)):
            return
        run_if_due(app, job)


def _is_clock_wrong(app: Flask) -> bool:
    """Said in the log at each tick, and on the administrator's page. A database that is away says so for each job."""
    with app.app_context():
        try:
            boot = timekeeping.boot()
            if not (fault := fault_of_clock(timekeeping.now(), boot)):
                _keep(boot)
        except DBAPIError:
            return False
    if fault:
        logger.error("the jobs do not run: %s", fault)
    return bool(fault)


def _keep(boot: Boot | None) -> None:
    today = timekeeping.today()
    if boot is not None and leaps.must_be_kept(boot, today):
        db.session.rollback()
        with transaction():
            leaps.keep(boot, today)


def boot_of(app: Flask) -> Boot | None:
    """When this start of the machine was, as its clock now tells it."""
    with app.app_context():
        return timekeeping.boot()


def run_if_due(app: Flask, job: Job) -> bool:
    """Run a job unless it has had its turn today. Whether it ran and succeeded; errors are logged."""
    with app.app_context():
        try:
            now = timekeeping.now()
            if not is_due(job, now):
                return False
            done = run(job, now)
        except Exception as error:  # the next job and the next tick still come
            logger.error("job %s failed: %s", job.name, trace_of(error))
            _note_failure(job, error)
            return False
        logger.debug("job %s: %s", job.name, done)
        return True


def run(job: Job, now: datetime) -> str:
    """Run a job now and note its success and its length. Raises what the job raises; no heartbeat then."""
    begun = monotonic()
    done = job.run(now)
    _beat(job, succeeded_at=now, detail=done[:LONGEST], seconds=round(monotonic() - begun, 3))
    return done


def _beat(job: Job, **values: Any) -> None:
    with transaction():
        insert_once(JobHeartbeat, name=job.name, **values)
        beat = update(JobHeartbeat).where(JobHeartbeat.name == job.name)
        db.session.execute(beat.values(**values))


def _note_failure(job: Job, error: Exception) -> None:
    """What failed, for the jobs page: the kind of error alone, for its words may hold what is nobody's business."""
    try:
        db.session.rollback()
        _beat(job, failed_at=timekeeping.now(), error=type(error).__name__)
    except SQLAlchemyError as again:  # the database itself is away: the log has it
        logger.error("failure of job %s not noted: %s", job.name, trace_of(again))


def next_turn(job: Job, now: datetime, last: datetime | None) -> datetime:
    """When the job is due next; `last`: its last success. A job of every tick: now."""
    if job.daily_at is None:
        return now
    today = now.replace(hour=job.daily_at.hour, minute=job.daily_at.minute, second=0, microsecond=0)
    is_done_today = last is not None and last.date() >= now.date()
    return today + ONE_DAY if is_done_today else max(today, now) if now >= today else today


def is_due(job: Job, now: datetime) -> bool:
    """A daily job is due from its time of day on, until it has succeeded on this office day."""
    if job.daily_at is None:
        return True
    if now.time() < job.daily_at:
        return False
    last = last_success(job)
    return last is None or last.date() < now.date()


def last_success(job: Job) -> datetime | None:
    """When the job last succeeded, on any host, in office time."""
    beat = db.session.get(JobHeartbeat, job.name)
    return beat.succeeded_at if beat is not None else None
