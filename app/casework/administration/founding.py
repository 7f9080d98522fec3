"""The founding of an office: on an empty installation, once, the first organ and the three who run it (三员)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.administration.accounts import NewPassword, new_password
from app.database import db
from app.law.errors import RuleViolation
from app.office.models import OrgUnit, Person
from app.office.passwords import keep_password
from app.office.people import add_person, appoint
from app.office.reorganisation import open_unit
from app.office.vocabulary import Role, UnitKind

SINCE = date(2019, 5, 15)
"""From when the first organ stands in the books: requests of before the installation, and old ledgers, belong to it.
The day on which the present regulation came into force (条例第五十六条)."""


class AlreadyFounded(RuleViolation):
    """There are units: whoever administers them adds the others."""

    code = "already_founded"
    message = "系统中已经有机构，不能再设立第一个机构；请由系统管理员在“系统管理”中设立机构、新增人员"


@dataclass(frozen=True)
class FirstOrgan:
    """The organ that stands at the top."""

    code: str
    name: str
    kind: UnitKind


@dataclass(frozen=True)
class FirstAccount:
    """One of the three, with a password that must be changed at the first sign-in."""

    login: str
    name: str
    role: Role
    password: NewPassword


def first_account(login: str, name: str, role: Role, now: datetime) -> FirstAccount:
    """An account on its way, with a made password. Slow (argon2): before the transaction."""
    return FirstAccount(login, name, role, new_password(Person(login=login, name=name), now))


def is_founded() -> bool:
    """Whether there is any unit."""
    return db.session.scalar(select(OrgUnit.id).limit(1)) is not None


@use_case("found_office")
def found_office(act: Act, organ: FirstOrgan, accounts: Sequence[FirstAccount]) -> Result:
    """设立第一个机构: the organ, and its first accounts from today on. Raises AlreadyFounded, and what units and
    people refuse."""
    if is_founded():
        raise AlreadyFounded
    unit = open_unit(code=organ.code, name=organ.name, kind=organ.kind, valid_from=SINCE)
    for account in accounts:
        person = add_person(login=account.login, name=account.name)
        appoint(person, unit, account.role, act.today)
        keep_password(person, account.password.hash, act.now, must_change=True)
    named = "、".join(f"{one.name}（{one.login}，{one.role.title_zh}）" for one in accounts)
    act.audit("unit.opened", f"设立第一个机构：{organ.name}（{organ.code}），账号：{named}", unit=unit.id)
    return {"unit": unit.id}
