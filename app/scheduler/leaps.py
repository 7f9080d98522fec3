"""Whether the clock was set while the machine ran: then the moment of its start, reckoned from the clock, has moved.

The moment is kept by the first tick of each start and of each day that found the clock right: a scheduler that was
stopped meanwhile sees it as well, and the small corrections of a year do not add up to a leap.
See docs/decisions/0103-a-clock-that-was-set.md.
"""

from datetime import date, datetime, timedelta

from sqlalchemy import func, select, update

from app.casework.acts.insertion import insert_once
from app.casework.models import JobHeartbeat
from app.database import db, is_sqlite
from app.timekeeping import SKEW, Boot, is_moved

KEPT = (
    "boot"  # among the heartbeats: the moment, and in `detail` which start, and the day on which it was kept
)


def has_leapt(before: Boot | None, now: Boot | None) -> bool:
    """Whether the clock was set between these two readings."""
    return before is not None and now is not None and before.id == now.id and abs(now.at - before.at) > SKEW


def leap_since_kept(boot: Boot | None) -> timedelta | None:
    """By how much the clock was set (above 0: forward); nothing when it was not, or nobody can know."""
    kept = _kept()
    return boot.at - kept.at if boot is not None and kept is not None and has_leapt(kept, boot) else None


def apart_from_server(now: datetime) -> timedelta | None:
    """How far this clock is ahead of that of PostgreSQL's machine; nothing when it is not, or is moved on purpose."""
    if is_sqlite() or is_moved():
        return None
    ahead = now - db.session.scalars(select(func.clock_timestamp())).one()
    return ahead if abs(ahead) > SKEW else None


def must_be_kept(boot: Boot, today: date) -> bool:
    """Whether this is a start of the machine that nothing is known of yet today."""
    row = select(JobHeartbeat.detail).where(JobHeartbeat.name == KEPT)
    return db.session.scalar(row) != _which(boot, today)


def keep(boot: Boot, today: date) -> None:
    """From now on the clock counts as right by this moment. Within a transaction."""
    values = {"succeeded_at": boot.at, "detail": _which(boot, today)}
    insert_once(JobHeartbeat, name=KEPT, **values)
    db.session.execute(update(JobHeartbeat).where(JobHeartbeat.name == KEPT).values(**values))


def _which(boot: Boot, today: date) -> str:
    return f"{boot.id} {today.isoformat()}"


def _kept() -> Boot | None:
    row = select(JobHeartbeat.detail, JobHeartbeat.succeeded_at).where(JobHeartbeat.name == KEPT)
    found = db.session.execute(row).first()
    return Boot(found.detail.partition(" ")[0], found.succeeded_at) if found is not None else None
