"""已经收到的同一申请, shown before an application is sent: a hint that stops nothing (every request is registered).

Whoever lost the page of the receipt need not send again. That somebody applied is nobody else's business, and a number
of identity is no secret: so only a browser that sent it, or opened it with its code, is told, of the same person and
the same words; and it learns no number and no state (个人信息保护法第五十一条).
"""

from collections.abc import Callable, Mapping

from sqlalchemy import select

from app.casework.acts.keys import sealer
from app.casework.models import Case
from app.casework.models.cases import CaseState
from app.database import db
from app.office.models import OrgUnit
from app.processes.disclosure.models import Applicant, DisclosureRequest
from app.processes.disclosure.traces import plain

MOST_LOOKED_AT = 30  # of one applicant, the newest


def is_with_us(typed: Mapping[str, str], organ: OrgUnit | None, may_know: Callable[[str], bool]) -> bool:
    """Whether a request of the same person for the same information is being handled by this organ.

    `may_know`: whether the one who asks is known for the request of this number.
    """
    number, wanted = typed.get("identity_number", ""), plain(typed.get("description", ""))
    if organ is None or not number or not wanted:
        return False
    query = (
        select(Case.number, DisclosureRequest.description)
        .join(Applicant, Applicant.id == DisclosureRequest.applicant_id)
        .join(Case, Case.id == DisclosureRequest.case_id)
        .where(Applicant.identity_index == sealer().blind_index(number, "identity_number"))
        .where(Case.organ_id == organ.id, Case.state == CaseState.OPEN)
        .order_by(Applicant.id.desc())
        .limit(MOST_LOOKED_AT)
    )
    found = db.session.execute(query).all()
    return any(plain(text) == wanted and may_know(number) for number, text in found)
