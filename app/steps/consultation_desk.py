"""来函征求意见: what is asked of an organ by letter (条例第十一条、第三十四条), or of a unit inside the house (协办).

Who answers sees what is asked and nothing else of the file: being asked opens no case.
"""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import NotFound
from app.casework.models import Case, Consultation
from app.casework.papers.uploads import CheckedUpload
from app.casework.work.asked import waits_for
from app.casework.work.paging import Page, paged
from app.database import db
from app.law.consulting import Asked
from app.office.permissions import Permission
from app.office.standing import Standing
from app.office.subjects import AtOrgan
from app.steps.consultation_answers import keep_own_answer
from app.steps.consultation_forms import IN_HOUSE
from app.steps.consultation_record import consultation_of


def asked_of(standing: Standing, page: int) -> Page:
    """What waits for an answer of one's organs and units, the oldest first; late ones too, while the file is open."""
    query = select(Consultation).join(Consultation.case).where(*waits_for(standing))
    whole = query.options(
        joinedload(Consultation.case).joinedload(Case.organ), joinedload(Consultation.letter)
    )
    return paged(whole, page, Consultation.asked_at, Consultation.id)


def asked_by_letter(consultation_id: int, standing: Standing) -> Consultation:
    """One that waits for one's own organ or unit. Raises NotFound, also for one that was answered meanwhile."""
    query = select(Consultation).join(Consultation.case).where(*waits_for(standing))
    found = db.session.scalar(query.where(Consultation.id == consultation_id))
    if found is None:
        raise NotFound()
    return found


@use_case("answer_consultation_at_desk")
def answer_at_desk(act: Act, number: int, data: dict[str, Any], uploads: list[CheckedUpload]) -> Result:
    """The organ or unit answers itself, once; today is the day. The same record as an answer on the portal."""
    row = consultation_of(act.the_case, number)
    if row.unit_id is None:  # a third party, or an organ outside the tree
        raise NotFound()
    in_the_house = frozenset({row.unit_id}) if row.party == Asked.HOUSE_UNIT else frozenset[int]()
    act.require(Permission.ANSWER_CONSULTATION, AtOrgan(row.unit_id, in_the_house))
    keep_own_answer(act, row, data, uploads, IN_HOUSE)
    return {"number": number, "late": row.is_late}
