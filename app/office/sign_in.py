"""Signing in: the same answer and time for a wrong password and an unknown login."""

from dataclasses import dataclass
from datetime import datetime

from flask import current_app

from app.law.errors import RuleViolation
from app.office.models import Person
from app.office.passwords import hash_password, is_outdated, is_password_of, is_password_too_old
from app.office.people import find_person, normal_login
from app.office.sessions import open_session
from app.office.throttle import count_failure, forget_failures, key_of, locked_until, make_sure_of_counter


class SignInRefused(RuleViolation):
    """Wrong password, unknown login or an account out of use: never said which."""

    code = "sign_in_refused"
    message = "登录名或者密码不正确"
    status = 401


class SignInLocked(RuleViolation):
    """Too many failures for this login or from this address."""

    code = "sign_in_locked"
    message = "登录失败次数过多，请稍后再试"
    status = 429


@dataclass(frozen=True)
class Attempt:
    """A login with a password that was already verified, outside of any writing transaction."""

    login: str
    address: str
    matches: bool
    new_hash: str | None = None


@dataclass(frozen=True)
class SignInResult:
    """A person with a new session's token, or the refusal to show. The caller commits in both cases."""

    person: Person | None = None
    token: str | None = None
    refusal: RuleViolation | None = None

    @property
    def must_change_password(self) -> bool:
        return self.person is not None and self.person.must_change_password


def verify(login: str, password: str, address: str) -> Attempt:
    """The slow part (argon2, some 0.2 s): reads only, so that no lock is held meanwhile."""
    person = find_person(login)
    matches = is_password_of(person, password) and person is not None and person.is_active
    new_hash = hash_password(password) if matches and person and is_outdated(person.password_hash) else None
    return Attempt(normal_login(login), address, matches, new_hash)


def settle(attempt: Attempt, now: datetime) -> tuple[Person | None, RuleViolation | None]:
    """The person, or the refusal. Counts failures; a lock refuses the right password too.

    The login's counter is locked first, so of many guesses at once only as many count as are allowed.
    """
    by_login, by_address = key_of("login", attempt.login), key_of("address", attempt.address)
    make_sure_of_counter(by_login, now)
    if until := locked_until(by_login, now) or locked_until(by_address, now):
        return None, SignInLocked(f"登录失败次数过多，请于{until:%H:%M}以后再试，或者联系管理员")
    person = find_person(attempt.login) if attempt.matches else None
    if person is not None and person.is_active:
        forget_failures(by_login)
        person.password_hash = attempt.new_hash or person.password_hash
        return person, None
    count_failure(by_login, current_app.config.get("LOCKOUT_FAILURES", 5), now)
    count_failure(by_address, current_app.config.get("LOCKOUT_ADDRESS_FAILURES", 50), now)
    return None, SignInRefused()


def sign_in(login: str, password: str, address: str, now: datetime, browser: str = "") -> SignInResult:
    """Verify, settle and open a session. Does not raise, so that the count of failures is committed."""
    return open_settled(verify(login, password, address), now, browser)


def open_settled(attempt: Attempt, now: datetime, browser: str = "") -> SignInResult:
    """Settle a verified attempt and open a session with a new token."""
    person, refusal = settle(attempt, now)
    if person is None:
        return SignInResult(refusal=refusal)
    if is_password_too_old(person, now):
        person.must_change_password = True
    return SignInResult(person=person, token=open_session(person, attempt.address, now, browser))


def unlock(login: str) -> None:
    """An administrator lifts the lock of a login."""
    forget_failures(key_of("login", normal_login(login)))
