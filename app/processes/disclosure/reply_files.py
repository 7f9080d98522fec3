"""What is handed over with the reply (答复附件): which files and paper copies, and what the letter says of them.

They are part of the reply: the facts that are signed name each one in its order, a file with its hash.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from app.casework.models import Case, Document, IssuedLetter, WorkItem
from app.casework.models.documents import DocumentOrigin
from app.casework.work.inbox import open_items_of
from app.database import db
from app.law.errors import InvalidInput
from app.law.outcomes import gives_information
from app.processes.disclosure.models import DisclosureRequest, ReplyFile
from app.processes.disclosure.registration import request_of

ELECTRONIC, PAPER = "electronic", "paper"
CARRIERS = {False: "电子文件", True: "纸质件"}
DRAFTING_FORMS = ("handling", "draft")
"""Forms of the tasks in which the information is found and the reply is drafted (检索与拟定意见、拟写答复)."""


def files_of(case: Case) -> list[ReplyFile]:
    """What is to be handed over, in its order; whether it is, the decision says."""
    return [file for file in request_of(case).files if file.removed_at is None]


class FilesUndecided(InvalidInput):
    """Something was found in a file that is to be handed over, and nobody has decided on it."""

    code = "reply_files_undecided"
    message = "附件中发现需要核对的内容，请移除，或者写明仍然提供的理由"


def undecided_files(request: DisclosureRequest) -> list[ReplyFile]:
    """Files that this decision hands over and on which the drafter has still to decide."""
    return (
        [one for one in files_of(request.case) if one.is_undecided]
        if gives_information(request.outcome)
        else []
    )


def check_is_decided(request: DisclosureRequest) -> None:
    """Raises FilesUndecided, with the names of the files."""
    if names := "、".join(f"“{one.name}”" for one in undecided_files(request)):
        raise FilesUndecided(f"{FilesUndecided.message}：{names}", fields={"files": f"{names}还没有核对"})


def enclosure_facts(request: DisclosureRequest) -> dict[str, Any]:
    """The fact `enclosures` of the reply; a decision that gives no information encloses nothing."""
    if not gives_information(request.outcome):
        return {}
    rows = [_fact(file) for file in files_of(request.case)]
    return {"enclosures": rows} if rows else {}


def _fact(file: ReplyFile) -> dict[str, Any]:
    row: dict[str, Any] = {"name": file.name, "medium": PAPER}
    if file.document is not None:
        row = {"name": file.name, "medium": ELECTRONIC, "filename": file.document.filename,
               "sha256": file.document.file_hash}  # fmt: skip
    return row if file.pages is None else {**row, "pages": file.pages}


def listed_as_given(request: DisclosureRequest) -> str:
    """The 公开内容清单 as the files themselves give it, a line each: name, carrier, pages; nothing without files."""
    rows = [(one.name, CARRIERS[one.is_paper], str(one.pages or "")) for one in files_of(request.case)]
    return "\n".join("｜".join(row).rstrip("｜") for row in rows)


def pages_that_differ(
    request: DisclosureRequest, items: Sequence[Mapping[str, Any]]
) -> tuple[int, int] | None:
    """Pages of the list and of what is enclosed, where all are known and the sums are not the same."""
    said = [row.get("pages") for row in items]
    enclosed = [one.pages for one in files_of(request.case)]
    if not said or not enclosed or None in said or None in enclosed:
        return None
    sums = sum(int(str(one)) for one in said), sum(one or 0 for one in enclosed)
    return sums if sums[0] != sums[1] else None


def documents_bound_in(request: DisclosureRequest) -> list[Document]:
    """The files that the issued reply hands over: its decision gives information, and it names each by its hash."""
    letter = db.session.get(IssuedLetter, request.reply_letter_id) if request.reply_letter_id else None
    if letter is None or letter.case_id != request.case_id or not gives_information(request.outcome):
        return []
    added = select(Document).where(
        Document.case_id == request.case_id, Document.origin == DocumentOrigin.ATTACHMENT
    )
    known = {(one.file_hash, one.filename): one for one in db.session.scalars(added.order_by(Document.id))}
    named = [(row.get("sha256"), row.get("filename")) for row in letter.facts.get("enclosures", ())]
    return [known[one] for one in named if one in known]


def drafting_item(case: Case) -> WorkItem | None:
    """The open task in which the information is found or the reply is drafted."""
    return next((item for item in open_items_of(case) if item.form in DRAFTING_FORMS), None)
