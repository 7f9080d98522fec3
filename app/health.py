"""/healthz, /readyz, /metrics: whether the process lives, whether it can serve, and its figures."""

from datetime import timedelta
from hmac import compare_digest
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, current_app, request
from prometheus_client import CollectorRegistry, Gauge, generate_latest
from sqlalchemy import func, select, text

from app import timekeeping
from app.casework.models import Case, JobHeartbeat, OutboxMessage
from app.casework.models.outbox import OutboxState
from app.casework.terms.moments import Phase, cases_in
from app.database import db
from app.schema import is_schema_current
from app.web.access import public

bp = Blueprint("health", __name__)
QUIET = timedelta(minutes=5)
EVERY_TICK = ("alerts", "timers", "outbox", "mails")


@bp.get("/healthz")
@public
def live() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@bp.get("/readyz")
@public
def ready() -> tuple[dict[str, Any], int]:
    """The database answers in the program's structure, files can be written, jobs run, nothing waits for a decision."""
    checks = {
        "database": _database(),
        "schema": is_schema_current(),
        "files": _files(),
        "jobs": _jobs(),
        "outbox": _outbox(),
    }
    good = all(checks.values())
    return {"status": "ok" if good else "not ready", "checks": checks}, 200 if good else 503


def _database() -> bool:
    return db.session.scalar(text("SELECT 1")) == 1


def _files() -> bool:
    folder = Path(current_app.config["FILES_FOLDER"])
    return folder.is_dir() or folder.parent.is_dir()


def _jobs() -> bool:
    """The jobs of every tick ran of late; a stuck one cannot hide behind the others."""
    beats = select(JobHeartbeat.name, JobHeartbeat.succeeded_at).where(JobHeartbeat.name.in_(EVERY_TICK))
    fresh = [name for name, at in db.session.execute(beats) if at and timekeeping.now() - at < QUIET]
    return len(fresh) == len(EVERY_TICK)


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
    return Response(generate_latest(registry), mimetype="text/plain; version=0.0.4")


def _is_monitor() -> bool:
    """Whether the call brings the token. Without one in the settings nobody does."""
    token = current_app.config["METRICS_TOKEN"]
    kind, _, given = request.headers.get("Authorization", "").partition(" ")
    return bool(token) and kind.lower() == "bearer" and compare_digest(given.strip().encode(), token.encode())


def _count(model: Any, *conditions: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(*conditions)) or 0
