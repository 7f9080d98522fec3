"""添加材料: a clerk adds papers to the case file."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.contract.rows import CaseAct
from app.casework.contract.steps import Step
from app.casework.models.documents import DocumentOrigin
from app.casework.papers.documents import add_document, documents_of
from app.casework.papers.uploads import CheckedUpload
from app.law.errors import InvalidInput
from app.office.permissions import Permission
from app.steps.finding import needed_step

USUAL = {"proof": ("送达、收件凭证", "只在案卷内"), "material": ("机关内部材料", "只在案卷内")}


@dataclass(frozen=True)
class Papers(Step):
    """`purposes`: what papers are for, value → (words, note). None of them is seen by an applicant."""

    purposes: Mapping[str, tuple[str, str]] = field(default_factory=lambda: dict(USUAL))

    def acts(self) -> tuple[CaseAct, ...]:
        return (CaseAct("添加材料", "desk.add_papers", "paperclip", Permission.RECORD_DELIVERY),)


@use_case("add_case_document", needs=Permission.READ_CASE)
def add_papers(act: Act, uploads: list[CheckedUpload], purpose: str) -> Result:
    """Papers for the file of an open case. What goes out with a letter is no paper of this kind."""
    act.require_open()
    act.require(Permission.RECORD_DELIVERY)
    if purpose not in needed_step(act.the_case, Papers, "添加材料").purposes:
        raise InvalidInput(fields={"purpose": "请选择材料用途"})
    _refuse_second(act, uploads, purpose)
    for upload in uploads:
        add_document(act, upload, origin=DocumentOrigin.OFFICE, purpose=purpose, title=upload.filename)
        act.audit("document.added", f"添加材料：{upload.filename}")
    return {"added": len(uploads)}


def _refuse_second(act: Act, uploads: list[CheckedUpload], purpose: str) -> None:
    """The same contents for the same purpose twice: whoever reads the file would look for a difference."""
    known = {one.file_hash: one for one in documents_of(act.the_case) if one.purpose == purpose}
    if twice := [(one, known[one.hash]) for one in uploads if one.hash in known]:
        said = "；".join(f"“{one.filename}”与已收存的“{there.filename}”内容相同" for one, there in twice)
        raise InvalidInput(fields={"files": f"{said}，没有重复添加"})
