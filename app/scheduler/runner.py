"""Runs jobs: each in its own application context, with its heartbeat; one that fails stops no other."""

import logging
from collections.abc import Callable
from datetime import datetime

from flask import Flask
from sqlalchemy import update

from app import timekeeping
from app.casework.acts.commands import transaction
from app.casework.acts.insertion import insert_once
from app.casework.messages.quiet_logging import trace_of
from app.casework.models import JobHeartbeat
from app.database import db
from app.scheduler.jobs import JOBS, Job, Line

logger = logging.getLogger(__name__)


def tick(app: Flask, line: Line = Line.OFFICE, must_stop: Callable[[], bool] = lambda: False) -> None:
    """Run every job of this line that is due; between two jobs a wish to stop is heard."""
    for job in [job for job in JOBS.values() if job.line is line]:
        if must_stop():
            return
        run_if_due(app, job)


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
            return False
        logger.debug("job %s: %s", job.name, done)
        return True


def run(job: Job, now: datetime) -> str:
    """Run a job now and note its success. Raises what the job raises; no heartbeat then."""
    done = job.run(now)
    with transaction():
        insert_once(JobHeartbeat, name=job.name, succeeded_at=now, detail=done)
        beat = update(JobHeartbeat).where(JobHeartbeat.name == job.name)
        db.session.execute(beat.values(succeeded_at=now, detail=done))
    return done


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
