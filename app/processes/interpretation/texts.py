"""The texts that are signed together, and what is done when one of them is handed in."""

from app.casework.acts.act import Act
from app.casework.contract.texts import Slot, Texts
from app.casework.models import TextVersion
from app.casework.texts import versions
from app.casework.texts.contents import TextKind, body_content
from app.law.policy_material import clean_text
from app.processes.interpretation.package import document_title, package_of
from app.processes.interpretation.plan_text import plan_text
from app.processes.interpretation.vocabulary import DOCUMENT, MATERIAL, PLAN

texts = Texts(
    slots=(
        Slot(DOCUMENT, "政策文件", TextKind.BODY), Slot(PLAN, "解读方案", TextKind.BODY),
        Slot(MATERIAL, "文字解读", TextKind.BODY),
    )
)  # fmt: skip


def keep_document(act: Act, title: str, text: str, why: str = "") -> TextVersion:
    """The document as it is handed in from now on."""
    return versions.revise(act, DOCUMENT, body_content(clean_text(title, text)), why)


def keep_material(act: Act, title: str, text: str, why: str = "") -> TextVersion:
    """The text that explains it."""
    return versions.revise(act, MATERIAL, body_content(clean_text(title, text)), why)


def keep_plan(act: Act, why: str = "") -> TextVersion:
    """The plan follows from the record: it is a new version whenever the record says something else."""
    case = act.the_case
    return versions.revise(act, PLAN, body_content(plan_text(package_of(case), document_title(case))), why)
