"""The acts behind the pages: each one transaction with its audit line. Slow hashing comes before it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from app.casework.acts import audit
from app.casework.acts.actor import SYSTEM, of_person
from app.casework.acts.audit import AuditLine
from app.casework.acts.commands import transaction
from app.casework.acts.keys import sealer
from app.casework.administration.factors import owes_factor
from app.law.errors import InvalidInput, RuleViolation
from app.office import factors, refusals_on_record, sign_in
from app.office.factors import Accepted
from app.office.locking_out import change_password
from app.office.models import Person, SignInSession
from app.office.people import find_person
from app.office.second_step import settle_code, waiting_for_code
from app.office.sessions import check_new_password, session_for
from app.office.sign_in import Attempt, SignInResult

WORDS = {
    "sign_in_refused": "登录失败", "sign_in_locked": "登录被锁定期间再次尝试登录",
    "code_refused": "密码正确，动态验证码不正确，登录失败",
}  # fmt: skip
ENTERED = {None: "登录", Accepted.CODE: "登录（密码和动态验证码）", Accepted.RECOVERY: "登录（密码和恢复码）"}


@contextmanager
def recorded(person: Person, tag: str, summary: str, now: datetime, **detail: Any) -> Iterator[None]:
    """One transaction of a person on their own account, with its audit line."""
    with transaction():
        yield
        audit.append([AuditLine(tag, summary, detail=detail)], of_person(person), now)


def enter(
    login: str, password: str, address: str, browser: str, now: datetime, device: str = ""
) -> SignInResult:
    """Sign in. A failure is counted, and recorded as far as `refusals_on_record` says; nothing that was typed is."""
    attempt = sign_in.verify(login, password, address, now, device)
    with transaction():
        result = sign_in.open_settled(attempt, now, browser)
        _lead_to_set_up(result, now)
        _record(result, attempt.login, address, now)
    return result


def finish(
    token: str, typed: str, address: str, browser: str, now: datetime, device: str = ""
) -> SignInResult:
    """The second step of signing in, counted and recorded like the first."""
    with transaction():
        waiting = waiting_for_code(token, now)
        login = waiting.person.login if waiting is not None else None
        result = sign_in.finish(token, typed, address, now, sealer(), browser, device)
        if login is not None:
            _record(result, login, address, now)
    return result


def change_own_password(
    kept: SignInSession, old: str, new: str, again: str, code: str, address: str, now: datetime
) -> None:
    """Other sessions and all tokens end with the old password. Where there is a second factor its code is asked for.

    Raises InvalidInput beside the field at fault; a wrong old password, or code, counts like a failed sign-in. It is
    counted for this session alone: strangers who try the login elsewhere keep nobody from a new password.
    """
    person = kept.person
    attempt = own_attempt(kept, old, address, now)
    with transaction():
        _known, refusal = sign_in.settle(attempt, now)
    if refusal is not None:
        raise beside(refusal, "old_password", "原密码不正确")
    new_hash = check_new_password(person, new, again, now)
    with transaction():
        refusal = settle_own_code(person, code, attempt, now) if asks_for_code(person) else None
        if refusal is None:
            ended = change_password(kept, new_hash, now)
            audit.append(
                [AuditLine("person.password_changed", f"修改密码，同时{ended}")], of_person(person), now
            )
    if refusal is not None:
        raise beside(refusal, "code", refusal.message)


def asks_for_code(person: Person) -> bool:
    """Whether a new password wants the code. A first one, or one that is due, comes right after a sign-in with it."""
    return not person.must_change_password and factors.is_set(person)


def own_attempt(kept: SignInSession, password: str, address: str, now: datetime) -> Attempt:
    """The own password given again, counted for this session. Slow."""
    return sign_in.verify(kept.person.login, password, address, now, device=f"session {kept.id}")


def settle_own_code(person: Person, code: str, attempt: Attempt, now: datetime) -> RuleViolation | None:
    """The refusal of a code given again, or nothing."""
    accepted, refusal = settle_code(person, code, attempt.guess, now, sealer())
    record_recovery(person, accepted, now)
    return refusal


def record_recovery(person: Person, accepted: Accepted | None, now: datetime) -> None:
    """A recovery code that was used is on record."""
    if accepted is Accepted.RECOVERY:
        line = AuditLine("person.recovery_code_used", factors.recovery_words(person))
        audit.append([line], of_person(person), now)


def beside(refusal: RuleViolation, field: str, words: str) -> RuleViolation:
    """What was wrong beside its field; a lock stands on top of the form."""
    wrong = refusal.code in ("sign_in_refused", "code_refused")
    return InvalidInput(fields={field: words}) if wrong else refusal


def _lead_to_set_up(result: SignInResult, now: datetime) -> None:
    """Who must have a second factor and has none sets it up before anything else."""
    if result.person is not None and result.token is not None and owes_factor(result.person, now.date()):
        kept = session_for(result.token, now)
        if kept is not None:
            kept.must_set_factor = True


def _record(result: SignInResult, login: str, address: str, now: datetime) -> None:
    detail: dict[str, Any] = {"address": address}
    if result.person is not None:
        said = ENTERED[result.accepted]
        audit.append([AuditLine("person.signed_in", said, detail=detail)], of_person(result.person), now)
        record_recovery(result.person, result.accepted, now)
    elif result.refusal is not None:
        _record_refusal(result.refusal, login, detail, now)


def _record_refusal(refusal: RuleViolation, login: str, detail: dict[str, Any], now: datetime) -> None:
    known = find_person(login)  # a login that nobody has may be a password: not recorded
    detail |= {"login": known.login, "person": known.id} if known else {"login": ""}
    tries = refusals_on_record.count(str(detail["login"]), now)
    if not refusals_on_record.is_told(tries):
        return
    said = refusals_on_record.in_words(WORDS.get(refusal.code, "登录失败"), tries)
    audit.append([AuditLine(f"person.{refusal.code}", said, detail={**detail, "tries": tries})], SYSTEM, now)
