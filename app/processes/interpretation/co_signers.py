"""会签部门 of a package: who is asked, who has not signed the texts as they are, who is added or can answer no more."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete, select

from app.casework.acts.act import Act
from app.casework.models import Case, Opinion, WorkItem
from app.casework.models.work import WorkItemStatus
from app.casework.texts.signatures import standing_objections, standing_signatures
from app.casework.texts.versions import current_versions
from app.database import db
from app.law.errors import InvalidInput
from app.office.models import OrgUnit
from app.processes.interpretation.models import CoSigner

CO_SIGN = "T_co_sign"


def keep_chosen(act: Act, units: Sequence[OrgUnit]) -> None:
    """The list as it was chosen anew. Raises InvalidInput where it leaves out who still objects.

    An objector that was abolished cannot be named any more: it stays on the list, for its successor or to be excused.
    """
    chosen = {unit.id for unit in units}
    left_out = [one for one in _objecting(act.the_case) if one.id not in chosen]
    if names := [one.name for one in left_out if one.is_valid_on(act.today)]:
        raise InvalidInput(
            fields={"units": f"{'、'.join(names)}的异议尚未撤回，须列入会签部门，由其改签同意或者撤回异议"}
        )
    db.session.execute(delete(CoSigner).where(CoSigner.case_id == act.the_case.id))
    asked = [unit.id for unit in (*units, *left_out)]
    db.session.add_all(CoSigner(case_id=act.the_case.id, unit_id=one, asked_at=act.now) for one in asked)
    db.session.flush()


def _objecting(case: Case) -> list[OrgUnit]:
    """The departments whose objections stand, as they were asked."""
    ids = [int(one.item.copy_item) for one in co_objections(case) if one.item.copy_item]
    return [db.session.get_one(OrgUnit, unit_id) for unit_id in dict.fromkeys(ids)]


def co_objections(case: Case) -> list[Opinion]:
    """The objections of departments that co-sign, as far as they stand."""
    return [one for one in standing_objections(case) if one.node == CO_SIGN]


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
