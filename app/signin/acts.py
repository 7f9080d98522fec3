"""The acts behind the pages: each one transaction with its audit line. Slow hashing comes before it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from app.casework.acts import audit
from app.casework.acts.actor import SYSTEM, of_person
from app.casework.acts.audit import AuditLine
from app.casework.acts.commands import transaction
from app.law.errors import InvalidInput, RuleViolation
from app.office import refusals_on_record, sign_in
from app.office.locking_out import change_password
from app.office.models import Person, SignInSession
from app.office.people import find_person
from app.office.sessions import check_new_password
from app.office.sign_in import Attempt, SignInResult

WORDS = {"sign_in_refused": "登录失败", "sign_in_locked": "登录被锁定期间再次尝试登录"}


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
    attempt = sign_in.verify(login, password, address, device)
    with transaction():
        result = sign_in.open_settled(attempt, now, browser)
        _record(result, attempt, now)
    return result


def change_own_password(
    kept: SignInSession, old: str, new: str, again: str, address: str, now: datetime
) -> None:
    """Other sessions and all tokens end with the old password.

    Raises InvalidInput beside the field at fault; a wrong old password counts like a failed sign-in. It is counted for
    this session alone: strangers who try the login elsewhere keep nobody from a new password.
    """
    person = kept.person
    attempt = sign_in.verify(person.login, old, address, device=f"session {kept.id}")
    with transaction():
        _known, refusal = sign_in.settle(attempt, now)
    if refusal is not None:
        raise _of_old_password(refusal)
    new_hash = check_new_password(person, new, again, now)
    with transaction():
        ended = change_password(kept, new_hash, now)
        audit.append([AuditLine("person.password_changed", f"修改密码，同时{ended}")], of_person(person), now)


def _of_old_password(refusal: RuleViolation) -> RuleViolation:
    if isinstance(refusal, sign_in.SignInRefused):
        return InvalidInput(fields={"old_password": "原密码不正确"})
    return refusal


def _record(result: SignInResult, attempt: Attempt, now: datetime) -> None:
    detail: dict[str, Any] = {"address": attempt.address}
    if result.person is not None:
        audit.append([AuditLine("person.signed_in", "登录", detail=detail)], of_person(result.person), now)
        return
    known = find_person(attempt.login)  # a login that nobody has may be a password: not recorded
    detail |= {"login": known.login, "person": known.id} if known else {"login": ""}
    tries = refusals_on_record.count(str(detail["login"]), now)
    if not refusals_on_record.is_told(tries):
        return
    code = result.refusal.code if result.refusal else ""
    said = refusals_on_record.in_words(WORDS.get(code, "登录失败"), tries)
    audit.append([AuditLine(f"person.{code}", said, detail={**detail, "tries": tries})], SYSTEM, now)
