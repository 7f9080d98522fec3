"""/healthz, /readyz, /metrics: whether the process lives, whether it can serve, and its figures."""

import os
import shutil
from datetime import datetime, timedelta
from hmac import compare_digest
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from flask import Blueprint, Response, abort, current_app, request
from prometheus_client import CollectorRegistry, Gauge, generate_latest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from app import timekeeping
from app.casework.backup.taking import HEARTBEAT as BACKUP
from app.casework.messages.outbox import wait_too_long
from app.casework.models import Case, JobHeartbeat, OutboxMessage
from app.casework.models.outbox import OutboxState
from app.casework.papers.looking import faulty_files
from app.casework.terms.moments import Phase, cases_in
from app.database import db
from app.half_restored import is_half_restored
from app.scheduler.clock import NO_JOBS, fault_of_clock
from app.scheduler.leaps import apart_from_server, leap_since_kept
from app.scheduler.punctuality import has_backup_folder, installed_at, jobs_and_backup
from app.schema import is_schema_current
from app.web.access import public

bp = Blueprint("health", __name__)
QUIET = timedelta(minutes=5)
LEAST_FREE = 128 * 1024**2  # bytes: below, an upload may not find room


@bp.get("/healthz")
@public
def live() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@bp.get("/readyz")
@public
def ready() -> tuple[dict[str, Any], int]:
    """The database answers in the program's structure, files can be written and read, the clock is right, every job
    and the backup were in time, nothing waits for a decision."""
    checks = {"files": _files(), **_checks_of_the_database(timekeeping.now())}
    good = all(checks.values())
    return {"status": "ok" if good else "not ready", "checks": checks}, 200 if good else 503


def _checks_of_the_database(now: datetime) -> dict[str, bool]:
    """Nothing but its own is known of a database that does not answer. The backup counts once it has a folder."""
    try:
        jobs, backup = jobs_and_backup(now)
        return {
            "database": db.session.scalar(text("SELECT 1")) == 1,
            "schema": is_schema_current(),
            "restore": not is_half_restored(),
            "clock": _clock(now),
            "jobs": not any(job.is_late for job in jobs),
            "backup": not has_backup_folder() or not (backup.is_late or backup.failed_at),
            "stored_files": not faulty_files(),
            "outbox": _outbox() and not wait_too_long(now),
        }
    except DBAPIError:
        db.session.rollback()
        return {"database": False}


def _files() -> bool:
    """A file can be written and brought to the disk, and there is room."""
    folder = _file_folder()
    try:
        with TemporaryFile(dir=folder) as probe:
            probe.write(bytes(4096))
            probe.flush()
            os.fsync(probe.fileno())
        return shutil.disk_usage(folder).free >= LEAST_FREE
    except OSError:
        return False


def _file_folder() -> Path:
    """Where files go; before the first one, where their folder will be made."""
    folder = Path(current_app.config["FILES_FOLDER"])
    return folder if folder.is_dir() else folder.parent


def _clock(now: datetime) -> bool:
    """The clock was not set while the machine ran, and nothing has happened in the future: else it ran ahead once, or
    has gone back."""
    boot = timekeeping.boot()
    if leap_since_kept(boot) is not None or apart_from_server(now) is not None:
        return False
    latest = db.session.scalar(select(func.max(JobHeartbeat.succeeded_at)))
    return latest is None or latest - now < QUIET


def _outbox() -> bool:
    waiting = select(func.count()).select_from(OutboxMessage).where(
        OutboxMessage.state.in_([OutboxState.UNCERTAIN, OutboxState.DEAD])
    )  # fmt: skip
    return db.session.scalar(waiting) == 0


@bp.get("/metrics")
@public
def metrics() -> Response:
    """Figures for the monitor that brings the token (METRICS_TOKEN); no names, no numbers of cases.

    An address would prove nothing here: behind a proxy on the same host everybody comes from loopback.
    """
    if not _is_monitor():
        abort(404)
    registry = CollectorRegistry()
    what = "Open cases past their due moment; none that waits or stands still"
    overdue = Gauge("mingbai_overdue_cases", what, registry=registry)
    overdue.set(_count(Case, cases_in(Phase.OVERDUE, timekeeping.now())))
    waiting = Gauge("mingbai_outbox_messages", "Outbox messages by state", ["state"], registry=registry)
    for state in OutboxState:
        waiting.labels(state=state.value).set(_count(OutboxMessage, OutboxMessage.state == state))
    _measure_operation(registry, timekeeping.now())
    return Response(generate_latest(registry), mimetype="text/plain; version=0.0.4")


def _measure_operation(registry: CollectorRegistry, now: datetime) -> None:
    """How long ago each job, and the backup, last succeeded (below 0: in the future), and the room on the disk."""
    ages = Gauge("mingbai_job_age_seconds", "Seconds since the last success", ["job"], registry=registry)
    for name, at in _last_successes().items():
        ages.labels(job=name).set((now - at).total_seconds())
    clock = Gauge("mingbai_clock_faulty", "1 while a wrong clock stops the jobs", registry=registry)
    clock.set(bool(fault_of_clock(now, timekeeping.boot())))
    faulty = Gauge(
        "mingbai_faulty_files", "Stored files that are missing, damaged or unreadable", registry=registry
    )
    faulty.set(faulty_files())
    free = Gauge("mingbai_disk_free_bytes", "Room on the disk of the file store", registry=registry)
    free.set(shutil.disk_usage(_file_folder()).free)


def _last_successes() -> dict[str, datetime]:
    """By job; a backup that is to be made and never was counts from the installation on."""
    beats = db.session.execute(select(JobHeartbeat.name, JobHeartbeat.succeeded_at))
    found = {name: at for name, at in beats if at is not None and name not in NO_JOBS}
    if has_backup_folder() and (since := installed_at()) is not None:
        found.setdefault(BACKUP, since)
    return found


def _is_monitor() -> bool:
    """Whether the call brings the token. Without one in the settings nobody does."""
    token = current_app.config["METRICS_TOKEN"]
    kind, _, given = request.headers.get("Authorization", "").partition(" ")
    return bool(token) and kind.lower() == "bearer" and compare_digest(given.strip().encode(), token.encode())


def _count(model: Any, *conditions: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(*conditions)) or 0
