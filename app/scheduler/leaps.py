"""Whether the clock was set while the machine ran: then the moment of its start, reckoned from the clock, has moved.

The moment is kept with the first tick of each start that found the clock right, so a scheduler that was stopped
meanwhile sees it as well. See docs/decisions/0103-a-clock-that-was-set.md.
"""

from datetime import datetime, timedelta

from sqlalchemy import func, select, update

from app.casework.acts.insertion import insert_once
from app.casework.models import JobHeartbeat
from app.database import db, is_sqlite
from app.timekeeping import Boot, is_moved

SKEW = timedelta(minutes=5)  # between hosts, and what a clock may be corrected by
KEPT = "boot"  # among the heartbeats: the moment, and in `detail` which start


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


def must_be_kept(boot: Boot) -> bool:
    """Whether this is a start of the machine that nothing is known of yet."""
    kept = _kept()
    return kept is None or kept.id != boot.id


def keep(boot: Boot) -> None:
    """From now on the clock counts as right by this moment. Within a transaction."""
    insert_once(JobHeartbeat, name=KEPT, succeeded_at=boot.at, detail=boot.id)
    row = update(JobHeartbeat).where(JobHeartbeat.name == KEPT)
    db.session.execute(row.values(succeeded_at=boot.at, detail=boot.id))


def _kept() -> Boot | None:
    row = select(JobHeartbeat.detail, JobHeartbeat.succeeded_at).where(JobHeartbeat.name == KEPT)
    found = db.session.execute(row).first()
    return Boot(found.detail, found.succeeded_at) if found is not None else None
