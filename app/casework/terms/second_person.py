"""The second person's decision on a notice that lets due days come earlier: who proposed it does not agree.

Who gained days by an older calendar may rely on them, so nobody takes them away alone.
"""

from sqlalchemy import select

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import NotFound
from app.casework.administration.proposing import SamePerson
from app.casework.administration.scope import top_units
from app.casework.models import HolidayNotice, HolidayProposal
from app.casework.models.notices import ProposalState
from app.casework.terms import notices
from app.database import db
from app.law.errors import NotAllowed, RuleViolation
from app.office.permissions import AtOrgan, Permission, allows
from app.office.standing import Standing


class AlreadyDecided(RuleViolation):
    """It was agreed to, refused, or overtaken by another notice for the year."""

    code = "already_decided"
    message = "这份放假安排已经处理过，或者该年度其后又有新的安排，请重新提出"


def may_agree(standing: Standing) -> bool:
    """Whether the person may be the second one."""
    tops = [AtOrgan(top.id) for top in top_units(standing.on)]
    return bool(tops) and all(
        allows(Permission.AGREE_TO_CALENDAR, standing, top, standing.on) for top in tops
    )


@use_case("decide_calendar")
def decide(act: Act, proposal_id: int, agrees: bool, reason: str) -> Result:
    """Let the notice count, or not. Raises NotFound, NotAllowed, AlreadyDecided, SamePerson."""
    _require_second_person(act)
    proposal = db.session.scalar(
        select(HolidayProposal).where(HolidayProposal.id == proposal_id).with_for_update()
    )
    if proposal is None:
        raise NotFound
    if proposal.state != ProposalState.WAITING or (agrees and _is_overtaken(proposal)):
        raise AlreadyDecided
    if agrees and proposal.person_id == act.actor.person_id:
        raise SamePerson
    proposal.state = ProposalState.AGREED if agrees else ProposalState.REFUSED
    proposal.decided_at, proposal.decided_by, proposal.reason = act.now, act.actor.name, reason
    said = "同意" if agrees else "不同意"
    act.audit("calendar.decided", f"{said} {proposal.year} 年放假安排：{reason}", proposal=proposal.id)
    if not agrees:
        return {"proposal": proposal.id, "year": proposal.year}
    return notices.bring_in(act, proposal.source, proposal.before, proposal.text)


def _require_second_person(act: Act) -> None:
    """A named person, and one who may agree for every organ."""
    if act.actor.person_id is None:
        raise NotAllowed("须由另一名管理员本人同意")
    for top in top_units(act.today):
        act.require(Permission.AGREE_TO_CALENDAR, AtOrgan(top.id))


def _is_overtaken(proposal: HolidayProposal) -> bool:
    later = select(HolidayNotice.id).where(
        HolidayNotice.year == proposal.year, HolidayNotice.imported_at > proposal.proposed_at
    )
    return db.session.scalar(later.limit(1)) is not None
