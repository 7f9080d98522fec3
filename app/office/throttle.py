"""Counting failures per login and address in the database (等保: 5 in 15 minutes)."""

import hashlib
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from app.database import db, is_sqlite
from app.office.models import SignInFailure


def key_of(what: str, value: str) -> str:
    """The key under which failures are counted, e.g. of a login or an address."""
    return hashlib.sha256(f"{what}:{value}".encode()).hexdigest()


def window() -> timedelta:
    """How long failures count and a lock lasts (LOCKOUT_MINUTES)."""
    return timedelta(minutes=current_app.config.get("LOCKOUT_MINUTES", 15))


def locked_until(key: str, now: datetime) -> datetime | None:
    """Until when this key is locked; None when it is not."""
    counter = db.session.get(SignInFailure, key, with_for_update=True, populate_existing=True)
    if counter is None or counter.locked_until is None or counter.locked_until <= now:
        return None
    return counter.locked_until


def count_failure(key: str, limit: int, now: datetime) -> None:
    """One more failure; the limit within the window locks the key for as long as the window."""
    make_sure_of_counter(key, now)
    counter = db.session.get_one(SignInFailure, key, with_for_update=True, populate_existing=True)
    if now - counter.window_started_at >= window() or _lock_is_over(counter, now):
        counter.count, counter.window_started_at, counter.locked_until = 0, now, None
    counter.count += 1
    if counter.count >= limit:
        counter.locked_until = now + window()
    db.session.flush()


def forget_failures(key: str) -> None:
    """After a good sign-in, or an administrator's unlocking."""
    counter = db.session.get(SignInFailure, key)
    if counter is not None:
        db.session.delete(counter)


def drop_old_counters(now: datetime) -> None:
    """For a daily job: counters that no longer say anything."""
    db.session.execute(delete(SignInFailure).where(SignInFailure.window_started_at < now - 2 * window()))


def _lock_is_over(counter: SignInFailure, now: datetime) -> bool:
    return counter.locked_until is not None and counter.locked_until <= now


def make_sure_of_counter(key: str, now: datetime) -> None:
    """Insert the counter unless it is there; from then on its row can be locked."""
    insert = (sqlite if is_sqlite() else postgresql).insert(SignInFailure)
    db.session.execute(insert.values(key=key, count=0, window_started_at=now).on_conflict_do_nothing())
