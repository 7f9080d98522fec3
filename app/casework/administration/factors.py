"""Second factors of accounts, for administrators: who must have one, who has none, and the way back after a lost phone.

Guarded accounts take two persons here as everywhere (docs/decisions/0080): guarded.propose_factor_reset.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.administration.accounts import account_to_reset, is_guarded
from app.casework.administration.proposing import propose
from app.casework.administration.scope import (
    lasting_appointments,
    top_units,
)
from app.casework.models import Proposal
from app.casework.models.proposals import ProposedAct
from app.database import db
from app.law.errors import InvalidInput, NotAllowed, RuleViolation
from app.office import factor_policy, factors
from app.office.locking_out import lock_out
from app.office.models import Appointment, Person
from app.office.organs import organ_of
from app.office.permissions import AtOrgan, Permission, allows
from app.office.standing import Standing
from app.office.vocabulary import SEPARATED_ROLES


class NoFactor(RuleViolation):
    """There is nothing to reset."""

    code = "no_second_factor"
    message = "这个账号没有设置双因素登录，不用重置"


@dataclass(frozen=True)
class Guarded:
    """One of the three administrators, and whether the account has a second factor."""

    person: Person
    has_factor: bool


def owes_factor(person: Person, on: date) -> bool:
    """Whether the person must set up a second factor first. An account of a program, without any password, need not:
    nobody signs in to it."""
    if person.password_hash is None or not factor_policy.is_obligatory(on):
        return False
    return is_guarded(person, on) and not factors.is_set(person)


def guarded_accounts(standing: Standing) -> list[Guarded]:
    """The accounts in use of the three administrators, now or later, whose second person the reader may be."""
    lasting = or_(Appointment.valid_until.is_(None), Appointment.valid_until > standing.on)
    query = select(Person).join(Appointment).where(Appointment.role.in_(SEPARATED_ROLES), lasting)
    found = db.session.scalars(query.where(Person.is_active).distinct().order_by(Person.id))
    return [Guarded(one, factors.is_set(one)) for one in found if _is_over(standing, one)]


def may_decide_policy(standing: Standing) -> bool:
    """Whether the person may propose from which day a second factor is obligatory: for all organs alike."""
    tops = [AtOrgan(top.id) for top in top_units(standing.on)]
    right = Permission.AGREE_TO_PROPOSAL
    return bool(tops) and all(allows(right, standing, top, standing.on) for top in tops)


@use_case("reset_factor")
def reset_factor(act: Act, person_id: int) -> Result:
    """重置双因素 of who has lost the phone and the recovery codes; sessions and tokens end.

    Raises OwnAccount, NoFactor, and SecondPersonNeeded for one of the three administrators, but not on the machine
    itself (`flask accounts reset-factor`).
    """
    person = account_to_reset(act, person_id)
    end_factor(act, person)
    return {"person": person.id}


def end_factor(act: Act, person: Person) -> None:
    """The same for whoever may: one administrator, or two. Raises NoFactor."""
    if not factors.is_set(person):
        raise NoFactor
    factors.end(person)
    words = f"重置双因素登录：{person.name}（{person.login}），同时{lock_out(person, act.now)}"
    act.audit("person.factor_reset", words, person=person.id)


@use_case("propose_factor_policy")
def propose_factor_policy(act: Act, obligatory_from: date | None) -> Result:
    """提交复核：from which day administrators must have a second factor; None: they need not. Raises NotAllowed."""
    for top in top_units(act.today):
        act.require(Permission.AGREE_TO_PROPOSAL, AtOrgan(top.id))
    if obligatory_from == factor_policy.decided():
        raise InvalidInput(fields={"obligatory_from": "与现在的要求相同，不用提交"})
    day = obligatory_from.isoformat() if obligatory_from else None
    words = f"管理员账号自 {day} 起必须使用双因素登录" if day else "管理员账号不要求双因素登录"
    return {"proposal": propose(act, ProposedAct.FACTOR_POLICY, {"obligatory_from": day}, words).id}


def decide_policy(act: Act, proposal: Proposal) -> None:
    """What two agreed to holds."""
    if act.actor.person is None:
        raise NotAllowed
    kept = proposal.values["obligatory_from"]
    day = date.fromisoformat(kept) if kept else None
    factor_policy.decide(day, act.actor.person, act.now)
    act.audit("factor_policy.changed", proposal.summary, obligatory_from=kept)


def _is_over(standing: Standing, person: Person) -> bool:
    organs = [AtOrgan(organ_of(held.unit).id) for held in lasting_appointments(person, standing.on)]
    right = Permission.AGREE_TO_PROPOSAL
    return all(allows(right, standing, organ, standing.on) for organ in organs)
