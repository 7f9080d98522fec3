"""Notices that would let a due day come earlier: kept until a second person decides (`terms.second_person`)."""

from sqlalchemy import select, update

from app.casework.acts.act import Act
from app.casework.acts.commands import Result
from app.casework.administration.scope import top_units
from app.casework.messages.telling import mail_in
from app.casework.models import HolidayProposal
from app.casework.models.notices import ProposalState
from app.database import db
from app.office.holders import holders_of
from app.office.models import Person
from app.office.vocabulary import Role

AGREEING = (Role.ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR)


def waiting() -> list[HolidayProposal]:
    """What waits for a second person, oldest first."""
    query = select(HolidayProposal).where(HolidayProposal.state == ProposalState.WAITING)
    return list(db.session.scalars(query.order_by(HolidayProposal.id)))


def propose(act: Act, year: int, source: str, before: str, text: str) -> Result:
    """Keep it until a second person decides; it takes the place of one for the same year that waits."""
    same = (HolidayProposal.year == year) & (HolidayProposal.state == ProposalState.WAITING)
    overtaken = update(HolidayProposal).where(same)
    db.session.execute(
        overtaken.values(state=ProposalState.REFUSED, decided_at=act.now, reason="被新的通知替代")
    )
    proposal = HolidayProposal(
        year=year, source=source, before=before, text=text, proposed_at=act.now, proposed_by=act.actor.name,
        person_id=act.actor.person_id,
    )  # fmt: skip
    db.session.add(proposal)
    db.session.flush()
    act.audit("calendar.proposed", f"{year} 年放假安排使期限提前，待另一人同意", proposal=proposal.id)
    for person in _others(act):
        key = f"calendar-proposal:{proposal.id}:{person.id}"
        words = f"{year} 年放假安排会使在办件的期限提前，须由另一名管理员核对后同意。"
        path = f"/admin/holidays/proposals/{proposal.id}"
        mail_in(act, person, key, (f"【待同意】{year} 年放假安排", words), path)
    return {"proposal": proposal.id, "year": year}


def _others(act: Act) -> list[Person]:
    tops = top_units(act.today)
    found = [person for top in tops for role in AGREEING for person in holders_of(role, top, act.today)]
    return list({person.id: person for person in found if person.id != act.actor.person_id}.values())
