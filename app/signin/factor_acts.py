"""The acts on one's own second factor: set up, new recovery codes, ended.

What lowers the guard asks for password and code.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from app.casework.acts import audit
from app.casework.acts.actor import of_person
from app.casework.acts.audit import AuditLine
from app.casework.acts.commands import transaction
from app.casework.acts.keys import sealer
from app.casework.administration.factors import owes_factor
from app.law.errors import RuleViolation
from app.office import factors, sign_in
from app.office.locking_out import lock_out
from app.office.models import Person, SignInSession
from app.signin.acts import beside, own_attempt, settle_own_code

Done = TypeVar("Done")


def begin(kept: SignInSession, password: str, address: str, now: datetime) -> None:
    """Draw a secret, which counts once a code of it was right. Raises InvalidInput, FactorIsSet."""
    attempt = own_attempt(kept, password, address, now)
    with transaction():
        _known, refusal = sign_in.settle(attempt, now)
        if refusal is None:
            factors.begin(kept.person, now, sealer())
    if refusal is not None:
        raise beside(refusal, "password", "密码不正确")


def confirm(kept: SignInSession, code: str, now: datetime) -> list[str]:
    """The account has a second factor; other sessions and all tokens end. The recovery codes, for this answer alone.

    Raises InvalidInput (field `code`), FactorIsSet, FactorNotBegun.
    """
    person = kept.person
    with transaction():
        codes = factors.confirm(person, code, now, sealer())
        kept.must_set_factor = False
        ended = lock_out(person, now, but=kept)
        _record(person, "person.factor_set", f"设置双因素登录，同时{ended}", now)
    return codes


def renew_recovery(kept: SignInSession, password: str, code: str, address: str, now: datetime) -> list[str]:
    """Ten new recovery codes, for this answer alone. Raises InvalidInput."""

    def renew(person: Person) -> list[str]:
        codes = factors.renew_recovery(person)
        _record(person, "person.recovery_codes_renewed", f"换发恢复码 {len(codes)} 个", now)
        return codes

    return _with_both(kept, password, code, address, now, renew)


def end(kept: SignInSession, password: str, code: str, address: str, now: datetime) -> None:
    """The account has no second factor; who must have one sets up the next before anything else.

    Raises InvalidInput.
    """

    def stop(person: Person) -> None:
        factors.end(person)
        kept.must_set_factor = owes_factor(person, now.date())
        ended = lock_out(person, now, but=kept)
        _record(person, "person.factor_ended", f"停用双因素登录，同时{ended}", now)

    _with_both(kept, password, code, address, now, stop)


def _with_both(
    kept: SignInSession, password: str, code: str, address: str, now: datetime, act: Callable[[Person], Done]
) -> Done:
    """Only with password and code. Each refusal is counted, so it is raised after its transaction."""
    attempt = own_attempt(kept, password, address, now)
    with transaction():
        done = _tried(kept.person, attempt, code, now, act)
    if isinstance(done, RuleViolation):
        raise done
    return done


def _tried(
    person: Person, attempt: sign_in.Attempt, code: str, now: datetime, act: Callable[[Person], Done]
) -> Done | RuleViolation:
    _known, refusal = sign_in.settle(attempt, now)
    if refusal is not None:
        return beside(refusal, "password", "密码不正确")
    refusal = settle_own_code(person, code, attempt, now)
    if refusal is not None:
        return beside(refusal, "code", refusal.message)
    return act(person)


def _record(person: Person, tag: str, summary: str, now: datetime) -> None:
    audit.append([AuditLine(tag, summary)], of_person(person), now)
