"""Adding to and removing from what is handed over with the reply: while it is found and drafted, by who does that."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import CannotHappenNow, NotFound
from app.casework.contract.fields import Text, Whole
from app.casework.contract.forms import load_schema
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import Document
from app.casework.models.documents import DocumentOrigin
from app.casework.papers.documents import add_document
from app.casework.papers.upload_contents import pages_of
from app.casework.papers.uploads import CheckedUpload, turn
from app.casework.work import work_items
from app.database import db
from app.law.errors import InvalidInput, NotAllowed, RuleViolation
from app.letters.fonts import describe, unprintable
from app.processes.disclosure.letters import numbers_of_applicant
from app.processes.disclosure.models import ReplyFile
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.reply_file_scan import findings_in, text_of
from app.processes.disclosure.reply_files import drafting_item, files_of
from app.quarantine.readings import Reading

PURPOSE, TAKEN_OUT = "reply", "taken_out_of_reply"
MOST_FILES = 60  # as many as the letter can list
LONGEST_NAME = 120


class FilesAreFixed(RuleViolation):
    """The reply is being signed, or is issued: nothing can be added to it or taken out of it."""

    code = "reply_files_are_fixed"
    message = (
        "答复附件只能在“检索与拟定意见”“拟写答复”环节由承办人添加或者移除。"
        "已经提交审签的，请由审签人或者公开工作机构退回修改；已经制发的不能再改"
    )


@dataclass(frozen=True)
class CountedUpload:
    """A file that passed, with its pages. Its text form is its hash and name: commands compare what was sent."""

    upload: CheckedUpload
    pages: int | None
    said: Reading | None = field(default=None, repr=False, compare=False)

    def __str__(self) -> str:
        return f"{self.upload.hash} {self.upload.filename}"


def counted(uploads: list[CheckedUpload]) -> list[CountedUpload]:
    """Count the pages and read the text; done before the act, which must not wait for it."""
    if not uploads:
        return []
    with turn() as mine:
        return [CountedUpload(one, pages_of(one.data, mine), text_of(one, mine)) for one in uploads]


class PaperCopySchema(OfficeSchema):
    """A copy on paper that goes into the envelope or over the counter."""

    name = Text(
        "纸质件名称", maximum=LONGEST_NAME, hint="按附件说明的写法，如：2024年度补贴资金拨付凭证复印件"
    )
    pages = Whole("页数", minimum=1, maximum=100_000, required=False)


class KeepingSchema(OfficeSchema):
    """Why a file with something in it is handed over."""

    reason = Text("仍然提供的理由", maximum=300, widget="textarea", argues=True)


@use_case("add_reply_files")
def add_reply_files(act: Act, files: list[CountedUpload]) -> Result:
    """The handler adds files to the reply. Raises FilesAreFixed, NotAllowed, InvalidInput."""
    _require_drafting(act)
    if not files:
        raise InvalidInput(fields={"files": "请选择文件"})
    for file in files:
        _refuse_second(act, file.upload)
        name = file.upload.filename.rpartition(".")[0][:LONGEST_NAME]
        _refuse_unprintable("files", name, "请把文件改名后重新添加")
        document = add_document(
            act, file.upload, origin=DocumentOrigin.ATTACHMENT, purpose=PURPOSE, title=name
        )
        findings = findings_in(file.upload, file.said, numbers_of_applicant(request_of(act.the_case)))
        _append(act, name=name, document_id=document.id, pages=file.pages, findings=findings)
        seen = f"，发现需要核对的内容 {len(findings)} 项" if findings else ""
        act.audit("reply_file.added", f"添加答复附件：{file.upload.filename}{seen}", sha256=file.upload.hash)
    return {"added": len(files)}


@use_case("add_paper_copy")
def add_paper_copy(act: Act, data: dict[str, Any]) -> Result:
    """The handler records a copy on paper that goes with the reply."""
    _require_drafting(act)
    values = load_schema(PaperCopySchema(), data)
    _refuse_unprintable("name", values["name"], "请改写")
    if any(one.name == values["name"] for one in files_of(act.the_case)):
        raise InvalidInput(fields={"name": "附件中已有这个名称"})
    _append(act, name=values["name"], document_id=None, pages=values["pages"])
    act.audit("reply_file.added", f"登记随答复提供的纸质件：{values['name']}")
    return {"added": 1}


@use_case("remove_reply_file")
def remove_reply_file(act: Act, file_id: int) -> Result:
    """The handler takes one out of the reply; a file stays in the case as a working paper."""
    _require_drafting(act)
    file = next((one for one in files_of(act.the_case) if one.id == file_id), None)
    if file is None:
        raise NotFound()
    file.removed_at, file.removed_by_id = act.now, act.actor.person_id
    if file.document_id is not None:
        document = db.session.get_one(Document, file.document_id)
        document.origin, document.purpose = DocumentOrigin.OFFICE, TAKEN_OUT
    act.audit("reply_file.removed", f"移除答复附件：{file.name}")
    return {"removed": file.id}


@use_case("keep_reply_file")
def keep_reply_file(act: Act, file_id: int, data: dict[str, Any]) -> Result:
    """The handler has looked at what was found in a file, and says why it goes out all the same."""
    _require_drafting(act)
    file = next((one for one in files_of(act.the_case) if one.id == file_id), None)
    if file is None:
        raise NotFound()
    if not file.findings:
        raise CannotHappenNow("这份附件没有需要说明的内容")
    file.kept_why = load_schema(KeepingSchema(), data)["reason"]
    act.audit("reply_file.kept", f"核对后仍随答复提供：{file.name}", findings=file.findings)
    return {"kept": file.id}


def _require_drafting(act: Act) -> None:
    """The rule of all these acts: a reply not yet issued, and its drafting in the acting person's own hands."""
    act.require_open()
    if act.actor.person is None:
        raise NotAllowed()
    item = drafting_item(act.the_case)
    if item is None or request_of(act.the_case).reply_letter_id is not None:
        raise FilesAreFixed()
    work_items.work_on(act, item)


def _refuse_unprintable(field: str, name: str, mend: str) -> None:
    """The letter names it in its 附件说明, as the drafter named it: a sign that no font has is mended here."""
    if signs := unprintable(name):
        words = f"“{name}”中有不能印制的字符：{describe(signs[:10])}。名称印在答复书的附件说明中，{mend}"
        raise InvalidInput(fields={field: words})


def _refuse_second(act: Act, upload: CheckedUpload) -> None:
    """The same contents, or the same name, twice in one list would leave the applicant guessing."""
    known = [one.document for one in files_of(act.the_case) if one.document is not None]
    if any(one.file_hash == upload.hash or one.filename == upload.filename for one in known):
        raise InvalidInput(
            fields={"files": f"附件中已有“{upload.filename}”或者内容相同的文件，请先移除原来的"}
        )
    if len(files_of(act.the_case)) >= MOST_FILES:
        raise InvalidInput(fields={"files": f"附件最多 {MOST_FILES} 份"})


def _append(
    act: Act, *, name: str, document_id: int | None, pages: int | None, findings: Sequence[str] = ()
) -> None:
    request = request_of(act.the_case)
    request.files.append(
        ReplyFile(
            position=max((one.position for one in request.files), default=0) + 1, name=name, pages=pages,
            document_id=document_id, findings=list(findings), added_by_id=act.actor.person_id, added_at=act.now,
        )
    )  # fmt: skip
    db.session.flush()
