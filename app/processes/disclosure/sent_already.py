"""已经收到的同一申请, shown before an application is sent: a hint that stops nothing (every request is registered).

Whoever sends from another telephone minutes later, or lost the receipt, need not send again. Only who states the
identity number and the very words is told, and learns no number and no state.
"""

from collections.abc import Mapping

from sqlalchemy import select

from app.casework.acts.keys import sealer
from app.casework.models import Case
from app.casework.models.cases import CaseState
from app.database import db
from app.office.models import OrgUnit
from app.processes.disclosure.models import Applicant, DisclosureRequest
from app.processes.disclosure.traces import plain

MOST_LOOKED_AT = 30  # of one applicant, the newest


def is_with_us(typed: Mapping[str, str], organ: OrgUnit | None) -> bool:
    """Whether a request of the same person for the same information is being handled by this organ."""
    number, wanted = typed.get("identity_number", ""), plain(typed.get("description", ""))
    if organ is None or not number or not wanted:
        return False
    query = (
        select(DisclosureRequest.description)
        .join(Applicant, Applicant.id == DisclosureRequest.applicant_id)
        .join(Case, Case.id == DisclosureRequest.case_id)
        .where(Applicant.identity_index == sealer().blind_index(number, "identity_number"))
        .where(Case.organ_id == organ.id, Case.state == CaseState.OPEN)
        .order_by(Applicant.id.desc())
        .limit(MOST_LOOKED_AT)
    )
    return any(plain(text) == wanted for text in db.session.scalars(query))
