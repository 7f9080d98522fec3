"""The second step of signing in: a right password waits five minutes for a right code, in its own browser.

Wrong codes count like wrong passwords. The password's own failures are forgotten only with the right code: otherwise
whoever knows the password could try codes without end.
"""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from app.database import db
from app.law.errors import RuleViolation
from app.office import factors
from app.office.factors import Accepted
from app.office.guesses import PASSWORDS, SignInLocked, Try
from app.office.models import Person, WaitingSignIn
from app.office.sealed import Sealer
from app.office.sessions import hash_of

WAITS = timedelta(minutes=5)


class CodeRefused(RuleViolation):
    """Wrong, used before, or of another moment: never said which."""

    code = "code_refused"
    message = "验证码不正确或者已经用过。请核对手机时间是否准确，再输入新的验证码"
    status = 401


class SignInOver(RuleViolation):
    """Nobody waits under this token any more."""

    code = "sign_in_over"
    message = "等待输入验证码的时间已过，请重新登录"
    status = 401


def wait_for_code(person: Person, now: datetime) -> str:
    """The token under which the sign-in waits, for its browser alone; only its hash is kept."""
    token = secrets.token_urlsafe(32)
    waiting = WaitingSignIn(
        token_hash=hash_of(token), person_id=person.id, password_mark=_mark(person), begun_at=now,
        expires_at=now + WAITS,
    )  # fmt: skip
    db.session.add(waiting)
    db.session.flush()
    return token


def waiting_for_code(token: str, now: datetime, *, lock: bool = False) -> WaitingSignIn | None:
    """The sign-in that waits under this token: neither over nor used, its password still the same. Reads only."""
    query = select(WaitingSignIn).where(WaitingSignIn.token_hash == hash_of(token))
    found = db.session.scalar(query.with_for_update() if lock else query)
    if found is None or not now < found.expires_at <= now + WAITS:
        return None
    person = found.person
    return found if person.is_active and _mark(person) == found.password_mark else None


def take(waiting: WaitingSignIn) -> None:
    """It has led to a session; it leads to no other."""
    db.session.delete(waiting)
    db.session.flush()


def settle_code(
    person: Person, typed: str, guess: Try, now: datetime, sealer: Sealer
) -> tuple[Accepted | None, RuleViolation | None]:
    """What was accepted, or the refusal. Counts failures; a lock refuses the right code too."""
    if until := PASSWORDS.wait(guess, now):
        return None, SignInLocked(until, now)
    accepted = factors.accept(person, typed, now, sealer)
    if accepted is None:
        PASSWORDS.failed(guess, now)
        return None, CodeRefused()
    PASSWORDS.passed(guess)
    return accepted, None


def drop_waiting(now: datetime) -> None:
    """For a daily job: those that nobody went on with."""
    db.session.execute(delete(WaitingSignIn).where(WaitingSignIn.expires_at < now))


def _mark(person: Person) -> str:
    return hash_of(person.password_hash or "")
