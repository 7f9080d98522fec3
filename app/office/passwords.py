"""Keeping and checking passwords: argon2id at the configured cost, never on all cores at once."""

import secrets
from datetime import datetime, timedelta
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app
from sqlalchemy import select

from app.database import db
from app.law.errors import InvalidInput
from app.office.models import FormerPassword, Person
from app.office.organs import chain_up
from app.office.password_rules import PasswordProfile, check_password, password_profile

AT_ONCE = 2  # hashes computed at the same time in one process: each takes 64 MiB
MADE_LENGTH = 16
CAPITALS, SMALL, DIGITS, SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnpqrstuvwxyz", "23456789", "-_.+="

_computing = BoundedSemaphore(AT_ONCE)


def set_password(person: Person, password: str, now: datetime, *, must_change: bool = False) -> None:
    """Give the person this password. Raises InvalidInput (field `password`) when a rule refuses it.

    `must_change`: somebody else chose it, so the person changes it at first sign-in.
    """
    keep_password(person, checked_password(person, password, now), now, must_change=must_change)


def checked_password(person: Person, password: str, now: datetime) -> str:
    """The hash of a password that all rules let pass. Slow and reads only. Raises InvalidInput."""
    profile = password_profile()
    check_password(password, context_of(person, now), profile)
    _check_is_new(person, password, profile)
    return hash_password(password)


def keep_password(person: Person, password_hash: str, now: datetime, *, must_change: bool = False) -> None:
    """Replace the person's password by a checked one; the former one goes into the history."""
    if person.password_hash:
        db.session.add(
            FormerPassword(person_id=person.id, password_hash=person.password_hash, replaced_at=now)
        )
    person.password_hash = password_hash
    person.password_changed_at = now
    person.must_change_password = must_change


def make_password() -> str:
    """A random password (about 90 bits) of all classes, without signs that look alike."""
    some = [secrets.choice(kind) for kind in (CAPITALS, SMALL, DIGITS, SIGNS)]
    some += [secrets.choice(CAPITALS + SMALL + DIGITS) for _ in range(MADE_LENGTH - len(some))]
    secrets.SystemRandom().shuffle(some)
    return "".join(some)


def is_password_of(person: Person | None, password: str) -> bool:
    """Whether this is the person's password; takes the same time for nobody and for a person without one."""
    kept = person.password_hash if person is not None and person.password_hash else _hash_of_nobody(*_cost())
    matches = _matches(kept, password)
    return matches and person is not None and person.password_hash is not None


def is_outdated(password_hash: str | None) -> bool:
    """Whether the hash was computed at another cost than the configured one."""
    return bool(password_hash) and _hasher(*_cost()).check_needs_rehash(str(password_hash))


def is_password_too_old(person: Person, now: datetime) -> bool:
    """Whether the profile's rotation asks for a new one."""
    days = password_profile().rotation_days
    changed_at = person.password_changed_at
    return bool(days and changed_at and now - changed_at > timedelta(days=days))


def hash_password(password: str) -> str:
    """The argon2id hash at the configured cost (ARGON2_TIME, ARGON2_MEMORY in KiB, ARGON2_THREADS)."""
    with _computing:
        return _hasher(*_cost()).hash(password)


def context_of(person: Person, now: datetime) -> list[str]:
    """Words that the password must not contain: login, name, and the units from section to prefecture."""
    words = [person.login, person.name]
    for held in person.appointments:
        if held.is_valid_on(now.date()):
            words += [word for unit in chain_up(held.unit) for word in (unit.name, unit.short_name)]
    return words


def _check_is_new(person: Person, password: str, profile: PasswordProfile) -> None:
    if not profile.history:
        return
    former = select(FormerPassword.password_hash).where(FormerPassword.person_id == person.id)
    latest = former.order_by(FormerPassword.replaced_at.desc(), FormerPassword.id.desc())
    kept = [*db.session.scalars(latest.limit(profile.history - 1))]
    if person.password_hash:
        kept.append(person.password_hash)
    if any(_matches(one, password) for one in kept):
        raise InvalidInput(fields={"password": f"新密码不能与最近{profile.history}次用过的密码相同"})


def _matches(kept: str, password: str) -> bool:
    with _computing:
        try:
            return _hasher(*_cost()).verify(kept, password)
        except (VerificationError, InvalidHashError):
            return False


def _cost() -> tuple[int, int, int]:
    config = current_app.config
    return (
        config.get("ARGON2_TIME", 3),
        config.get("ARGON2_MEMORY", 64 * 1024),
        config.get("ARGON2_THREADS", 4),
    )


@cache
def _hasher(time: int, memory: int, threads: int) -> PasswordHasher:
    return PasswordHasher(time_cost=time, memory_cost=memory, parallelism=threads)


@cache
def _hash_of_nobody(time: int, memory: int, threads: int) -> str:
    return _hasher(time, memory, threads).hash(secrets.token_urlsafe())
