"""What tests of 答复附件 do over and over: add, remove, sign, look at what the applicant gets."""

from app.casework.models import Document, StoredFile
from app.casework.models.documents import DocumentOrigin
from app.casework.papers.documents import file_store
from app.database import db
from app.processes.disclosure import draft_form, reply_file_acts
from app.processes.disclosure.applicant_letters import reply_papers
from app.processes.disclosure.letters import reply_content, reply_kind
from app.processes.disclosure.models import ReplyFile
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.reply_files import files_of
from tests.support.office import Office, paper


def sample_of_reply(office: Office) -> dict:
    kind = reply_kind(request_of(office.case))
    return draft_form.values_from(kind, kind.sample_facts())


def record_paper(office: Office, login: str = "handler", **data) -> None:
    office.run(
        reply_file_acts.add_paper_copy, office.person(login), case_id=office.case.id,
        data={"name": "资金拨付凭证复印件", "pages": 3, **data},
    )  # fmt: skip


def remove(office: Office, file_id: int, login: str = "handler") -> None:
    office.run(
        reply_file_acts.remove_reply_file, office.person(login), case_id=office.case.id, file_id=file_id
    )


def hash_now(office: Office) -> str:
    return reply_content(request_of(office.case), office.now.date()).hash


def seen_by_applicant(office: Office) -> list[str]:
    return [one.filename for one in reply_papers(request_of(office.case))]


def sign_until(office: Office, node: str) -> None:
    """Everybody agrees until this task is open."""
    signers = {"T_sign_unit_head": "unithead", "T_sign_legal": "legal", "T_sign_office_head": "officehead",
               "T_sign_leader": "leader"}  # fmt: skip
    while node not in (open_now := office.open_nodes()):
        waiting = next(one for one in open_now if one in signers)
        office.do(signers[waiting], waiting, decision="approve", opinion="同意")


def tamper(office: Office, change: str) -> None:
    """Change the rows themselves, past every act."""
    file = files_of(office.case)[0]
    if change == "removed":
        file.removed_at = office.now
    elif change == "replaced":
        other = file_store().put(paper("别的内容"))
        db.session.add(StoredFile(hash=other, size=1, media_type="application/pdf", stored_at=office.now))
        db.session.flush()
        file.document.file_hash = other
    else:
        known = file.document
        twin = Document(case_id=known.case_id, origin=DocumentOrigin.ATTACHMENT, title="后来的", filename="后来的.pdf",
                        file_hash=known.file_hash, is_visible_to_applicant=True, added_at=office.now,
                        added_by="某人")  # fmt: skip
        db.session.add(twin)
        db.session.flush()
        db.session.add(ReplyFile(case_id=known.case_id, position=50, name="后来的", document_id=twin.id,
                                 added_by_id=file.added_by_id, added_at=office.now))  # fmt: skip
    db.session.commit()
