"""Cases that belong together, from either side: 责令重新答复, 自行纠正, 更正申请, 转交其他机关."""

from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy import bindparam, or_, select

from app.casework.acts.act import Act
from app.casework.acts.once import once_in_reading
from app.casework.models import Case
from app.database import db
from app.processes.disclosure.models import CaseLink
from app.processes.disclosure.rare import RARE


class Relation(StrEnum):
    """Why the later case was opened. Values are stored, so never renamed."""

    REDO = "redo"
    CORRECTION = "correction"
    PASSED_ON = "passed_on"


AS_LATER: Mapping[str, str] = {
    Relation.REDO: "重新答复的原件",
    Relation.CORRECTION: "更正申请所指的原件",
    Relation.PASSED_ON: "转来的原件",
}
AS_EARLIER: Mapping[str, str] = {
    Relation.REDO: "已开立重新答复件",
    Relation.CORRECTION: "申请人申请更正",
    Relation.PASSED_ON: "经申请人同意转交",
}
_links = (
    select(CaseLink)
    .where(or_(CaseLink.later_id == bindparam("of_case"), CaseLink.earlier_id == bindparam("of_case")))
    .order_by(CaseLink.made_at, CaseLink.later_id)
)


def link(act: Act, later: Case, earlier: Case, relation: Relation, *, proceeding_root: int | None = None,
         reason: str = "") -> CaseLink:  # fmt: skip
    """Keep that the one follows the other."""
    kept = CaseLink(
        later_id=later.id, earlier_id=earlier.id, relation=relation, proceeding_root=proceeding_root, reason=reason,
        made_by_id=act.actor.person_id, made_at=act.now,
    )  # fmt: skip
    db.session.add(kept)
    db.session.flush()
    return kept


def links_of(case: Case) -> list[CaseLink]:
    """Both ways, the oldest first."""
    return once_in_reading(f"links of case {case.id}", lambda: _read_links(case.id))


def _read_links(case_id: int) -> list[CaseLink]:
    if not RARE.may_have(CaseLink, case_id):
        return []
    return list(db.session.scalars(_links, {"of_case": case_id}))


def link_to_earlier(case: Case) -> CaseLink | None:
    """Because of which case this one was opened."""
    return db.session.get(CaseLink, case.id)


def words_of(found: CaseLink, case: Case) -> tuple[str, Case]:
    """What the other case is to this one, and the other case."""
    if found.later_id == case.id:
        return AS_LATER[found.relation], found.earlier
    return AS_EARLIER[found.relation], found.later
