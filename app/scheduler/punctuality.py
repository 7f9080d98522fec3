"""How each job and the backup are, and which of them are late: for the page 系统状态, `/readyz` and `/metrics`."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import Row, select

from app.casework.backup.taking import HEARTBEAT as BACKUP
from app.casework.models import Installation, JobHeartbeat
from app.database import db
from app.scheduler.jobs import JOBS, Job
from app.scheduler.runner import next_turn

QUIET = timedelta(minutes=5)
DAILY_QUIET = timedelta(hours=26)


@dataclass(frozen=True)
class JobState:
    """A job, its last success and failure, how long it took (seconds), and its next turn."""

    title: str
    succeeded_at: datetime | None
    detail: str
    is_late: bool
    seconds: float | None = None
    failed_at: datetime | None = None
    error: str = ""
    next_at: datetime | None = None  # None: with every tick


def jobs_and_backup(now: datetime) -> tuple[list[JobState], JobState]:
    """Every job, late when it has not succeeded for five minutes, a daily one for a day; and the last backup that was
    made and brought away, late after a day, one for each night.

    What never ran is late when the system has been there that long; what ran in the future is late at once.
    """
    since = installed_at()
    beats = {beat.name: beat for beat in db.session.execute(select(JobHeartbeat.__table__))}
    jobs = [_state(job, beats.get(job.name), since, now) for job in JOBS.values()]
    return jobs, _told("备份", beats.get(BACKUP), since, now, DAILY_QUIET)


def installed_at() -> datetime | None:
    """Since when the system has been there; None before its setup."""
    return db.session.scalar(select(Installation.recorded_at))


def has_backup_folder() -> bool:
    """Whether this office makes its backups by our command, every night."""
    return bool(current_app.config["BACKUP_FOLDER"])


def _state(job: Job, beat: Row[Any] | None, since: datetime | None, now: datetime) -> JobState:
    found = _told(job.title, beat, since, now, DAILY_QUIET if job.daily_at else QUIET)
    return replace(found, next_at=next_turn(job, now, found.succeeded_at) if job.daily_at else None)


def _told(
    title: str, beat: Row[Any] | None, since: datetime | None, now: datetime, quiet: timedelta
) -> JobState:
    """What a heartbeat tells; late when it is silent for longer than `quiet`. What was mended is told no more."""
    if beat is None:
        return JobState(title, None, "", is_late=_is_late(since, now, quiet))
    last = beat.succeeded_at
    is_mended = last is not None and beat.failed_at is not None and beat.failed_at < last
    return JobState(
        title, last, beat.detail if last else "", is_late=_is_late(last or since, now, quiet),
        seconds=beat.seconds if last else None, failed_at=None if is_mended else beat.failed_at, error=beat.error,
    )  # fmt: skip


def _is_late(last: datetime | None, now: datetime, quiet: timedelta) -> bool:
    return last is None or not -QUIET < now - last <= quiet
