"""双人复核: an act that nobody does alone is proposed by one person and done when another agrees.

So it is with accounts of the three administrators and with diagrams (docs/decisions/0080).
"""

from datetime import date
from typing import Any

from sqlalchemy import select

from app.casework.acts.act import Act
from app.casework.acts.errors import NotFound
from app.casework.administration.scope import OwnAccount, top_units
from app.casework.messages.telling import mail_in
from app.casework.models import Proposal
from app.casework.models.proposals import ProposedAct, SecondState
from app.database import db
from app.law.errors import NotAllowed, RuleViolation
from app.office.holders import holders_of
from app.office.models import OrgUnit, Person
from app.office.organs import chain_up, organ_of
from app.office.permissions import AtOrgan, Permission, allows
from app.office.standing import Standing, standing_of
from app.office.vocabulary import SEPARATED_ROLES, Role

SUBJECT = "【待复核】管理员账号或者流程图"
TOLD = "一名管理员提出了须由两人办理的事项，请登录后在“双人复核”中核对，同意或者不同意。"
SECOND = (Role.ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR)
MAY_PROPOSE = (Permission.ADMINISTER_OFFICE, Permission.MANAGE_TOKENS)


class SecondPersonNeeded(RuleViolation):
    """Nobody does this alone."""

    code = "second_person_needed"
    message = (
        "系统管理员、安全管理员、审计管理员的账号和流程图须由两人办理：请提交复核，由另一名管理员同意后生效"
    )


class SamePerson(RuleViolation):
    """Who proposed it is not the second person."""

    code = "second_person_is_the_first"
    message = "提出人不能自己同意，请由另一名系统管理员或者安全管理员办理"


class ProposalOver(RuleViolation):
    """It was decided meanwhile, or who proposed it may not do so any more."""

    code = "proposal_over"
    message = "这一事项已经处理，或者提出人已不再任职，请刷新页面；仍需办理的，请重新提出"


def refuse_alone(role: Role) -> None:
    """Nobody makes one of the three administrators alone. Raises SecondPersonNeeded."""
    if role in SEPARATED_ROLES:
        raise SecondPersonNeeded


def propose(
    act: Act, what: ProposedAct, values: dict[str, Any], summary: str, *, unit: OrgUnit | None = None,
    person: Person | None = None, nonce: str = "",
) -> Proposal:  # fmt: skip
    """Keep it until a second person decides. The right to propose was checked before."""
    if act.actor.person_id is None:
        raise NotAllowed
    proposal = Proposal(
        act=what, values=values, summary=summary, unit_id=unit.id if unit else None, nonce=nonce,
        person_id=person.id if person else None, proposed_by_id=act.actor.person_id, proposed_at=act.now,
    )  # fmt: skip
    db.session.add(proposal)
    db.session.flush()
    record(act, proposal, "made", "提交复核")
    for second in _possible_seconds(proposal, act.today):
        path = f"/admin/proposals/{proposal.id}"
        mail_in(act, second, f"proposal:{proposal.id}:{second.id}", (SUBJECT, TOLD), path)
    return proposal


def record(act: Act, proposal: Proposal, what: str, words: str) -> None:
    """On record, for the auditors of its organ."""
    act.audit(
        f"proposal.{what}", f"{words}：{proposal.summary}", proposal=proposal.id, person=proposal.person_id,
        unit=proposal.unit_id,
    )  # fmt: skip


def locked(proposal_id: int) -> Proposal:
    """The proposal that waits. Raises NotFound, ProposalOver."""
    proposal = db.session.get(Proposal, proposal_id, with_for_update=True, populate_existing=True)
    if proposal is None:
        raise NotFound
    if proposal.state != SecondState.WAITING:
        raise ProposalOver
    return proposal


def require_second(act: Act, proposal: Proposal) -> None:
    """Another person, whom it does not concern, with the right. Raises NotAllowed, SamePerson, OwnAccount."""
    if act.actor.person_id is None:
        raise NotAllowed
    for organ in _organs(proposal, act.today):
        act.require(Permission.AGREE_TO_PROPOSAL, organ)
    if proposal.proposed_by_id == act.actor.person_id:
        raise SamePerson
    if proposal.person_id == act.actor.person_id:
        raise OwnAccount


def refuse_lapsed(proposal: Proposal, on: date) -> None:
    """What somebody proposed counts as long as they might still propose it. Raises ProposalOver."""
    standing = standing_of(proposal.proposed_by, on)
    organs = _organs(proposal, on)
    may = any(all(allows(one, standing, organ, on) for organ in organs) for one in MAY_PROPOSE)
    if not proposal.proposed_by.is_active or not may:
        raise ProposalOver


def may_be_second(standing: Standing, proposal: Proposal) -> bool:
    """Whether the person may decide, for pages; who proposed it may withdraw it."""
    organs = _organs(proposal, standing.on)
    return bool(organs) and all(
        allows(Permission.AGREE_TO_PROPOSAL, standing, organ, standing.on) for organ in organs
    )


def waiting(standing: Standing) -> list[Proposal]:
    """What this person may decide, or proposed and may withdraw; oldest first."""
    query = select(Proposal).where(Proposal.state == SecondState.WAITING).order_by(Proposal.id)
    return [one for one in db.session.scalars(query) if is_shown(standing, one)]


def is_shown(standing: Standing, proposal: Proposal) -> bool:
    """Whether the person sees it."""
    return proposal.proposed_by_id == standing.person_id or may_be_second(standing, proposal)


def _possible_seconds(proposal: Proposal, on: date) -> list[Person]:
    """Who may agree: administrators and security administrators from its organ up."""
    units = chain_up(organ_of(proposal.unit)) if proposal.unit is not None else top_units(on)
    found = [one for unit in units for role in SECOND for one in holders_of(role, unit, on)]
    others = {one.id: one for one in found if one.id not in (proposal.proposed_by_id, proposal.person_id)}
    return list(others.values())


def _organs(proposal: Proposal, on: date) -> list[AtOrgan]:
    if proposal.unit is not None:
        return [AtOrgan(organ_of(proposal.unit).id)]
    return [AtOrgan(top.id) for top in top_units(on)]
