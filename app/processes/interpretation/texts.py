"""The texts that are signed together: who writes them by which step, and until when.

Document and material are written or uploaded (app/steps/writing.py); the plan follows from the record (decision 0027).
"""

from dataclasses import replace

from sqlalchemy import select

from app.casework.acts.act import Act
from app.casework.contract.texts import Slot, Texts
from app.casework.models import Case, TextVersion, WorkItem
from app.casework.models.work import WorkItemStatus
from app.casework.texts import versions
from app.casework.texts.contents import TextKind, body_content
from app.database import db
from app.processes.interpretation.models import PolicyPackage
from app.processes.interpretation.package import package_of
from app.processes.interpretation.plan_text import plan_text
from app.processes.interpretation.vocabulary import DOCUMENT, MATERIAL, NOTICE, PLAN, Road
from app.steps.writing import Writing

texts = Texts(
    slots=(
        Slot(DOCUMENT, "政策文件", TextKind.BODY), Slot(PLAN, "解读方案", TextKind.BODY),
        Slot(MATERIAL, "文字解读", TextKind.BODY), Slot(NOTICE, "季度通报", TextKind.BODY),
    )
)  # fmt: skip
BEFORE_REVIEW = (
    "T_document",
    "T_plan",
    "T_material",
    "T_exempt",
    "T_gate",
    "T_choose",
    "T_co_sign",
    "T_revise",
)
"""While one of these is open, whoever signed already is asked again by the diagram; later nobody would be."""
TOO_LATE = "文件已进入审查、签发，不能直接修改。确需修改的，请审查人或者领导退回修改"


def written_slots(case: Case) -> tuple[str, ...]:
    """What is written in this case: no material where nothing is explained, nothing for a reader's question."""
    package = db.session.get(PolicyPackage, case.id)
    if package is None:
        return ()
    return (DOCUMENT,) if package.road == Road.EXEMPT else (DOCUMENT, MATERIAL)


def too_late(case: Case) -> str:
    """Why the texts may not be changed any more; empty while they may (云政办发〔2023〕13号第七条 同步审签)."""
    waiting = select(WorkItem.id).where(
        WorkItem.case_id == case.id, WorkItem.status == WorkItemStatus.OPEN, WorkItem.node.in_(BEFORE_REVIEW)
    )
    may = bool(written_slots(case)) and db.session.scalar(waiting.limit(1)) is not None
    return "" if may else TOO_LATE


writing = Writing(slots_of=written_slots, too_late=too_late)
document_writing = replace(writing, slots=(DOCUMENT,), needed=(DOCUMENT,))
material_writing = replace(writing, slots=(MATERIAL,))


def keep_plan(act: Act, why: str = "") -> TextVersion:
    """The plan follows from the record: it is a new version whenever the record says something else."""
    case = act.the_case
    return versions.revise(act, PLAN, body_content(plan_text(package_of(case), case.title)), why)
