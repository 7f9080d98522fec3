"""Accounts of the three administrators (三员): proposed by one, opened, appointed, reset or put back by two."""

from datetime import date, timedelta
from typing import Any

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.administration import accounts, factors, people
from app.casework.administration.accounts import NewPassword
from app.casework.administration.first_passwords import new_nonce
from app.casework.administration.proposing import ProposalOver, propose
from app.casework.administration.scope import (
    OwnAccount,
    get_person,
    get_unit,
    lasting_appointments,
    require_over,
)
from app.casework.models import Proposal
from app.casework.models.proposals import ProposedAct
from app.law.errors import NotAllowed
from app.office.factors import is_set
from app.office.models import OrgUnit, Person
from app.office.organs import organ_of
from app.office.people import refuse_bad_login, refuse_impossible
from app.office.permissions import AtOrgan, Permission, allows
from app.office.standing import standing_of
from app.office.vocabulary import Role


@use_case("propose_person")
def propose_person(
    act: Act, login: str, name: str, telephone: str, email: str, unit_id: int, role: str, valid_from: date
) -> Result:
    """提交复核：新增人员 with a post of one of the three."""
    unit = get_unit(unit_id)
    require_over(act, unit)
    refuse_bad_login(login)
    values = {"login": login, "name": name, "telephone": telephone, "email": email, "unit_id": unit_id, "role": role,
              "valid_from": valid_from.isoformat()}  # fmt: skip
    words = f"新增人员 {name}（{login}），任{unit.short_name}{Role(role).title_zh}，自 {valid_from}"
    nonce = new_nonce(Person(login=login, name=name), act.now)
    return {"proposal": propose(act, ProposedAct.ADD_PERSON, values, words, unit=unit, nonce=nonce).id}


@use_case("propose_appointment")
def propose_appointment(
    act: Act, person_id: int, unit_id: int, role: str, valid_from: date, last_day: date | None = None
) -> Result:
    """提交复核：任职 as one of the three; with a new password, since who opened the account knows its first one."""
    person, unit = get_person(person_id), get_unit(unit_id)
    if person.id == act.actor.person_id:
        raise OwnAccount
    require_over(act, unit)
    refuse_impossible(
        person, unit, Role(role), valid_from, last_day + timedelta(days=1) if last_day else None
    )
    values = {"unit_id": unit_id, "role": role, "valid_from": valid_from.isoformat(),
              "last_day": last_day.isoformat() if last_day else None}  # fmt: skip
    words = f"{person.name}（{person.login}）任{unit.short_name}{Role(role).title_zh}，自 {valid_from}，并更换密码"
    nonce = new_nonce(person, act.now)
    made = propose(act, ProposedAct.APPOINT, values, words, unit=unit, person=person, nonce=nonce)
    return {"proposal": made.id}


@use_case("propose_password")
def propose_password(act: Act, person_id: int) -> Result:
    """提交复核：重置密码 of one of the three."""
    person = get_person(person_id)
    unit = _require_over_guarded(act, person)
    words = f"重置 {person.name}（{person.login}）的密码"
    nonce = new_nonce(person, act.now)
    made = propose(act, ProposedAct.RESET_PASSWORD, {}, words, unit=unit, person=person, nonce=nonce)
    return {"proposal": made.id}


@use_case("propose_reactivation")
def propose_reactivation(act: Act, person_id: int, reason: str) -> Result:
    """提交复核：恢复账号 of one of the three."""
    person = get_person(person_id)
    unit = _require_over_guarded(act, person)
    words = f"恢复 {person.name}（{person.login}）的账号。{reason}"
    made = propose(act, ProposedAct.REACTIVATE, {"reason": reason}, words, unit=unit, person=person)
    return {"proposal": made.id}


@use_case("propose_factor_reset")
def propose_factor_reset(act: Act, person_id: int) -> Result:
    """提交复核：重置双因素 of one of the three who has lost phone and recovery codes."""
    person = get_person(person_id)
    unit = _require_over_guarded(act, person)
    if not is_set(person):
        raise factors.NoFactor
    words = f"重置 {person.name}（{person.login}）的双因素登录"
    made = propose(act, ProposedAct.RESET_FACTOR, {}, words, unit=unit, person=person)
    return {"proposal": made.id}


def carry_out(act: Act, proposal: Proposal, password: NewPassword | None) -> None:
    """Do what was agreed to, by the rules of the day. Raises what these refuse, and ProposalOver."""
    match ProposedAct(proposal.act):
        case ProposedAct.ADD_PERSON:
            people.enter_person(act, password=_known(password), **_typed(proposal))
        case ProposedAct.APPOINT:
            person = get_person(_person_id(proposal))
            people.enter_appointment(act, person, **_typed(proposal))
            accounts.give_password(act, person, _known(password))
        case ProposedAct.RESET_PASSWORD:
            accounts.give_password(act, get_person(_person_id(proposal)), _known(password))
        case ProposedAct.REACTIVATE:
            accounts.put_back(act, get_person(_person_id(proposal)), proposal.values["reason"])
        case ProposedAct.RESET_FACTOR:
            factors.end_factor(act, get_person(_person_id(proposal)))
        case ProposedAct.FACTOR_POLICY:
            factors.decide_policy(act, proposal)


def may_propose_password(person: Person, by: Person, on: date) -> bool:
    """Whether this administrator, or security administrator, may propose a new password for one of the three."""
    standing = standing_of(by, on)
    organs = [AtOrgan(organ_of(held.unit).id) for held in lasting_appointments(person, on)]
    rights = (Permission.ADMINISTER_OFFICE, Permission.MANAGE_TOKENS)
    return person.id != by.id and any(
        all(allows(right, standing, organ, on) for organ in organs) for right in rights
    )


def _require_over_guarded(act: Act, person: Person) -> OrgUnit:
    """The unit whose administrators decide. Raises OwnAccount, NotAllowed."""
    if person.id == act.actor.person_id:
        raise OwnAccount
    held = lasting_appointments(person, act.today)
    if act.actor.person is None or not held or not may_propose_password(person, act.actor.person, act.today):
        raise NotAllowed
    return held[0].unit


def _typed(proposal: Proposal) -> dict[str, Any]:
    """The values as the acts take them: days as days."""
    days = {name: date.fromisoformat(proposal.values[name]) for name in ("valid_from", "last_day")
            if proposal.values.get(name)}  # fmt: skip
    return {**proposal.values, **days}


def _known(password: NewPassword | None) -> NewPassword:
    if password is None:
        raise ProposalOver
    return password


def _person_id(proposal: Proposal) -> int:
    if proposal.person_id is None:
        raise ProposalOver
    return proposal.person_id
