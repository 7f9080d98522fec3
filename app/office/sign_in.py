"""Signing in: the same answer and time for a wrong password and an unknown login; guessing is slowed down."""

from dataclasses import dataclass
from datetime import datetime

from app.law.errors import RuleViolation
from app.office import factors
from app.office.factors import Accepted
from app.office.guesses import PASSWORDS, SignInLocked, Try
from app.office.models import Person
from app.office.passwords import hash_password, is_outdated, is_password_of, is_password_too_old
from app.office.people import find_person, normal_login
from app.office.sealed import Sealer
from app.office.second_step import SignInOver, settle_code, take, wait_for_code, waiting_for_code
from app.office.sessions import open_session


class SignInRefused(RuleViolation):
    """Wrong password, unknown login or an account out of use: never said which."""

    code = "sign_in_refused"
    message = "登录名或者密码不正确"
    status = 401


@dataclass(frozen=True)
class Attempt:
    """A login with a password that was already verified, outside of any writing transaction.

    `verified`: the stored hash that the password was compared with; a password that was changed or reset meanwhile
    makes it worthless. `device`: the mark of a browser that is known for this login, or none.
    """

    login: str
    address: str
    matches: bool
    new_hash: str | None = None
    device: str = ""
    verified: str | None = None

    @property
    def guess(self) -> Try:
        return Try(self.login, self.address, self.device)


@dataclass(frozen=True)
class SignInResult:
    """A person with a new session's token, or the refusal to show. The caller commits in both cases.

    `waiting`: the password was right and the account has a second factor; under this token the code is awaited.
    `accepted`: what was given as the second factor.
    """

    person: Person | None = None
    token: str | None = None
    refusal: RuleViolation | None = None
    waiting: str | None = None
    accepted: Accepted | None = None

    @property
    def must_change_password(self) -> bool:
        return self.person is not None and self.person.must_change_password


def verify(login: str, password: str, address: str, now: datetime, device: str = "") -> Attempt:
    """The slow part (argon2, some 0.2 s): reads only, so that no lock is held meanwhile.

    Where the guess has to wait, the password is not looked at: whoever sends on costs nobody any time.
    """
    guess = Try(normal_login(login), address, device)
    if PASSWORDS.is_shut(guess, now):
        return Attempt(guess.subject, address, matches=False, device=device)
    person = find_person(login)
    matches = is_password_of(person, password) and person is not None and person.is_active
    new_hash = hash_password(password) if matches and person and is_outdated(person.password_hash) else None
    verified = person.password_hash if person is not None and matches else None
    return Attempt(guess.subject, address, matches, new_hash, device, verified)


def settle(attempt: Attempt, now: datetime) -> tuple[Person | None, RuleViolation | None]:
    """The person, or the refusal. Counts failures; a lock refuses the right password too.

    Guesses for one login are settled one after the other: of many at once no more are answered than are allowed.
    Where a second factor is set, the failures are forgotten only with its code (`second_step.settle_code`).
    """
    if until := PASSWORDS.wait(attempt.guess, now):
        return None, SignInLocked(until, now)
    person = find_person(attempt.login) if attempt.matches else None
    if person is not None and person.is_active and person.password_hash == attempt.verified:
        if not factors.is_set(person):
            PASSWORDS.passed(attempt.guess)
        person.password_hash = attempt.new_hash or person.password_hash
        return person, None
    PASSWORDS.failed(attempt.guess, now)
    return None, SignInRefused()


def sign_in(
    login: str, password: str, address: str, now: datetime, browser: str = "", device: str = ""
) -> SignInResult:
    """Verify, settle and open a session. Does not raise, so that the count of failures is committed."""
    return open_settled(verify(login, password, address, now, device), now, browser)


def open_settled(attempt: Attempt, now: datetime, browser: str = "") -> SignInResult:
    """Settle a verified attempt; open a session with a new token, or wait for the code."""
    person, refusal = settle(attempt, now)
    if person is None:
        return SignInResult(refusal=refusal)
    if factors.is_set(person):
        return SignInResult(waiting=wait_for_code(person, now))
    return SignInResult(person=person, token=_open(person, attempt.address, now, browser))


def finish(
    token: str, typed: str, address: str, now: datetime, sealer: Sealer, browser: str = "", device: str = ""
) -> SignInResult:
    """The second step: a session for the right code. Does not raise, so that the count of failures is committed."""
    waiting = waiting_for_code(token, now, lock=True)
    if waiting is None:
        return SignInResult(refusal=SignInOver())
    person = waiting.person
    accepted, refusal = settle_code(person, typed, Try(person.login, address, device), now, sealer)
    if accepted is None:
        return SignInResult(refusal=refusal)
    take(waiting)
    opened = _open(person, address, now, browser)
    return SignInResult(person=person, token=opened, accepted=accepted)


def _open(person: Person, address: str, now: datetime, browser: str) -> str:
    if is_password_too_old(person, now):
        person.must_change_password = True
    return open_session(person, address, now, browser)


def about(login: str) -> str:
    """Names a login without telling it, for the mark that a known browser keeps."""
    return PASSWORDS.about(normal_login(login))


def unlock(login: str) -> None:
    """An administrator lifts the locks of a login, wherever it was tried."""
    PASSWORDS.lift(normal_login(login))
