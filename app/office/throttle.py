"""Counting tries in the database, and how long to wait after too many. Used for secrets and for anonymous sendings."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from sqlalchemy import delete, text
from sqlalchemy.dialects import postgresql, sqlite

from app.database import db, is_sqlite
from app.law.errors import RuleViolation
from app.office.models import AttemptCounter
from app.timekeeping import SKEW

LOCK_CLASS = 0x6D62  # of PostgreSQL's advisory locks
PREFIX_OF_A_LINE = 64  # bits; a household or an office gets a /64 and may use any address in it


class TryLater(RuleViolation):
    """Too often. `sentence` says in Chinese until when; `retry_after`, in seconds, says it to programs."""

    code = "too_many_requests"
    sentence = "操作次数过多，请于{until}以后再试"
    status = 429

    def __init__(self, until: datetime, now: datetime):
        self.retry_after = max(1, -int((now - until) // timedelta(seconds=1)))
        super().__init__(self.sentence.format(until=moment_in_words(until, now)))


@dataclass(frozen=True)
class Limit:
    """After `most` tries within `window` comes a `first_pause`; each further try doubles it, up to `longest_pause`.

    Without a pause the wait ends with the window.
    """

    most: int
    window: timedelta
    first_pause: timedelta | None = None
    longest_pause: timedelta | None = None

    @property
    def longest(self) -> timedelta:
        """No lock lasts longer, counted from the present."""
        return self.longest_pause or self.first_pause or self.window

    def lock(self, count: int, started_at: datetime, now: datetime) -> datetime | None:
        """Until when to wait after so many tries; None while there are tries left."""
        if count < self.most:
            return None
        if self.first_pause is None:
            return started_at + self.window
        return now + min(self.first_pause * 2 ** min(count - self.most, 20), self.longest)


def key_of(*parts: str) -> str:
    """The key under which something is counted, e.g. of a login at an address."""
    return hashlib.sha256("\0".join(parts).encode(errors="replace")).hexdigest()


def network_of(address: str) -> str:
    """What counts as one client: an IPv4 address, or the /64 of an IPv6 address."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((known, PREFIX_OF_A_LINE), strict=False)) if known.version == 6 else str(known)


def moment_in_words(until: datetime, now: datetime) -> str:
    """Until when, to the minute above: 09:16, or 3月3日00:05 when it is another day."""
    minute = until.replace(second=0, microsecond=0)
    minute += timedelta(minutes=1) if minute < until else timedelta()
    day = f"{minute.month}月{minute.day}日" if minute.date() != now.date() else ""
    return f"{day}{minute:%H:%M}"


def serialise(about: str) -> None:
    """Until the end of the transaction nobody else settles a try about the same: parallel guesses queue up here.

    On SQLite the writing transaction does that already.
    """
    if not is_sqlite():
        number = int.from_bytes(bytes.fromhex(about)[:4], "big", signed=True)
        locking = text("SELECT pg_advisory_xact_lock(:class, :number)")
        db.session.execute(locking, {"class": LOCK_CLASS, "number": number})


def locked_until(key: str, limit: Limit, now: datetime) -> datetime | None:
    """Until when this key has to wait; None when it has not. In a writing transaction, which keeps what it mends."""
    counter = db.session.get(AttemptCounter, key, populate_existing=True)
    if counter is None:
        return None
    _put_right(counter, limit, now)
    return counter.locked_until


def is_locked(key: str, limit: Limit, now: datetime) -> bool:
    """Whether this key has to wait. Reads only."""
    counter = db.session.get(AttemptCounter, key, populate_existing=True)
    until = counter.locked_until if counter is not None else None
    return until is not None and now < min(until, now + limit.longest)


def tries(key: str, limit: Limit, now: datetime) -> int:
    """How many there were in the present window. Reads only."""
    counter = db.session.get(AttemptCounter, key, populate_existing=True)
    return 0 if counter is None or _is_outdated(counter, limit, now) else counter.count


def count(key: str, limit: Limit, now: datetime, about: str = "") -> None:
    """One more try; locks the key when there were too many."""
    insert = (sqlite if is_sqlite() else postgresql).insert(AttemptCounter)
    fresh = insert.values(key=key, about=about, count=0, started_at=now, useless_at=now)
    db.session.execute(fresh.on_conflict_do_nothing())
    counter = db.session.get_one(AttemptCounter, key, with_for_update=True, populate_existing=True)
    _put_right(counter, limit, now)
    counter.count += 1
    counter.locked_until = limit.lock(counter.count, counter.started_at, now)
    counter.useless_at = max(counter.started_at + limit.window, counter.locked_until or now)
    db.session.flush()


def forget(*keys: str) -> None:
    """After a right password or code."""
    db.session.execute(delete(AttemptCounter).where(AttemptCounter.key.in_(keys)))


def forget_all(about: str) -> None:
    """An administrator lifts every lock of one login."""
    db.session.execute(delete(AttemptCounter).where(AttemptCounter.about == about))


def drop_old_counters(now: datetime) -> None:
    """For a daily job: counters that no longer say anything."""
    db.session.execute(delete(AttemptCounter).where(AttemptCounter.useless_at < now))


def _put_right(counter: AttemptCounter, limit: Limit, now: datetime) -> None:
    """Begin anew when window and lock are over. A clock that ran ahead leaves no lock that is too long."""
    if counter.locked_until is not None:
        capped = min(counter.locked_until, now + limit.longest)
        counter.locked_until = capped if capped > now else None
    if counter.locked_until is None and _is_outdated(counter, limit, now):
        counter.count, counter.started_at = 0, now


def _is_outdated(counter: AttemptCounter, limit: Limit, now: datetime) -> bool:
    """Its window is over, or begins in the future."""
    return not -SKEW <= now - counter.started_at < limit.window
