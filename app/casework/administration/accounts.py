"""Accounts: a new password that is shown once, an account put out of use or back, the lock of a login lifted."""

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.administration.proposing import SecondPersonNeeded
from app.casework.administration.scope import (
    OwnAccount,
    get_person,
    lasting_appointments,
    require_over_person,
)
from app.law.errors import InvalidInput
from app.office.locking_out import lock_out
from app.office.models import Person
from app.office.passwords import checked_password, keep_password, make_password
from app.office.sign_in import unlock
from app.office.vocabulary import SEPARATED_ROLES

ATTEMPTS = 20


@dataclass(frozen=True)
class NewPassword:
    """A made password on its way: its text form tells nothing, so it enters neither log nor command record."""

    plain: str = field(repr=False)
    hash: str = field(repr=False)

    def __str__(self) -> str:
        return "new password"

    @property
    def fingerprint(self) -> str:
        """Tells whether a repeated command kept this password or an earlier one."""
        return hashlib.sha256(self.hash.encode()).hexdigest()[:16]


def new_password(person: Person, now: datetime) -> NewPassword:
    """A random password that this person may have. Slow, reads only: made before the transaction."""
    for _ in range(ATTEMPTS):
        plain = make_password()
        try:
            return NewPassword(plain, checked_password(person, plain, now))
        except InvalidInput:
            continue  # contains by chance a word that it must not: the next one
    raise RuntimeError("no password passes the rules")


def is_guarded(person: Person, on: date) -> bool:
    """One of the three administrators (三员), now or later: such an account is in nobody's hand alone."""
    return any(held.role in SEPARATED_ROLES for held in lasting_appointments(person, on))


@use_case("reset_password")
def reset_password(act: Act, person_id: int, password: NewPassword) -> Result:
    """重置密码: to be changed at the next sign-in; all sessions and tokens end, a lock is lifted.

    Raises SecondPersonNeeded for one of the three administrators, but not on the machine itself (`flask accounts`).
    """
    return give_password(act, account_to_reset(act, person_id), password)


def account_to_reset(act: Act, person_id: int) -> Person:
    """Whose password or second factor one person alone may reset: of somebody else, not of the three administrators,
    unless on the machine itself. Raises OwnAccount, SecondPersonNeeded, and what keeps the account out of reach."""
    person = get_person(person_id)
    if person.id == act.actor.person_id:
        raise OwnAccount
    if is_guarded(person, act.today) and act.actor.person_id is not None:
        raise SecondPersonNeeded
    require_over_person(act, person)
    return person


def give_password(act: Act, person: Person, password: NewPassword) -> Result:
    """The same for whoever may: one administrator, or two."""
    keep_password(person, password.hash, act.now, must_change=True)
    ended = lock_out(person, act.now)
    unlock(person.login)
    words = f"重置密码：{person.name}（{person.login}），同时{ended}"
    act.audit("person.password_reset", words, person=person.id)
    return {"person": person.id, "fingerprint": password.fingerprint}


@use_case("set_person_active")
def set_active(act: Act, person_id: int, is_active: bool, reason: str) -> Result:
    """停用或者恢复账号. Posts stay as they are recorded; sessions and tokens end, and stay ended.

    Raises SecondPersonNeeded where one of the three administrators would be put back.
    """
    person = get_person(person_id)
    require_over_person(act, person)
    if is_active and is_guarded(person, act.today):
        raise SecondPersonNeeded
    if is_active:
        put_back(act, person, reason)
    else:
        person.is_active = False
        words = f"停用账号：{person.name}（{person.login}），同时{lock_out(person, act.now)}。{reason}"
        act.audit("person.deactivated", words, person=person.id)
    return {"person": person.id, "is_active": is_active}


def put_back(act: Act, person: Person, reason: str) -> None:
    """恢复账号, by whoever may: one administrator, or two."""
    person.is_active = True
    act.audit("person.activated", f"恢复账号：{person.name}（{person.login}）。{reason}", person=person.id)
