"""会签部门 of a package: who is asked, who has not signed the texts as they are, who is added or can answer no more."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete, select

from app.casework.acts.act import Act
from app.casework.models import Case, WorkItem
from app.casework.models.work import WorkItemStatus
from app.casework.texts.signatures import standing_signatures
from app.casework.texts.versions import current_versions
from app.database import db
from app.office.models import OrgUnit
from app.processes.interpretation.models import CoSigner

CO_SIGN = "T_co_sign"


def keep_chosen(act: Act, units: Sequence[OrgUnit]) -> None:
    """The list as it was chosen anew."""
    db.session.execute(delete(CoSigner).where(CoSigner.case_id == act.the_case.id))
    db.session.add_all(CoSigner(case_id=act.the_case.id, unit_id=unit.id, asked_at=act.now) for unit in units)
    db.session.flush()


def co_signers_of(case: Case) -> list[CoSigner]:
    """Everybody who is asked, excused ones included, in the order in which they were asked."""
    query = select(CoSigner).where(CoSigner.case_id == case.id)
    return list(db.session.scalars(query.order_by(CoSigner.asked_at, CoSigner.unit_id)))


def all_asked(case: Case) -> list[int]:
    """The units whose signature is needed."""
    return [one.unit_id for one in co_signers_of(case) if one.excused_at is None]


def still_to_sign(case: Case, on: date) -> list[int]:
    """Of these, who has not agreed to every text as it stands now. Silence is never consent."""
    now = {version.id for version in current_versions(case).values()}
    agreed = {
        one.opinion.item.copy_item
        for one in standing_signatures(case, on)
        if one.agrees and one.opinion.node == CO_SIGN and {text.id for text in one.opinion.texts} == now
    }
    return [unit_id for unit_id in all_asked(case) if str(unit_id) not in agreed]


def copies_waiting(case: Case) -> dict[int, WorkItem]:
    """Unit → its open copy of the task."""
    waiting = select(WorkItem).where(
        WorkItem.case_id == case.id, WorkItem.node == CO_SIGN, WorkItem.status == WorkItemStatus.OPEN
    )
    return {int(item.copy_item): item for item in db.session.scalars(waiting) if item.copy_item}


def is_gone(unit: OrgUnit, on: date) -> bool:
    """Abolished, and no unit took its place that answers for it (机构改革)."""
    while unit.successor is not None and not unit.is_valid_on(on):
        unit = unit.successor
    return not unit.is_valid_on(on)
