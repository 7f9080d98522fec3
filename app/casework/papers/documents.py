"""Papers of a case (材料): a row says who brought it and its name; the bytes go into the file store with the act."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import joinedload

from app.casework.acts.act import Act
from app.casework.acts.errors import NotFound
from app.casework.acts.insertion import insert_once
from app.casework.models import Case, Document, FileReading, StoredFile
from app.casework.models.documents import DocumentOrigin
from app.casework.papers.uploads import CheckedUpload
from app.casework.store.files import FileFaulty, file_store
from app.database import columns_of, db
from app.quarantine.readings import Fault, Reading

__all__ = [
    "add_bytes",
    "add_copy",
    "add_document",
    "document_of",
    "documents_of",
    "file_store",
    "read_document",
    "readings_of",
]
_of_case = (
    select(Document)
    .where(Document.case_id == bindparam("of_case"))
    .options(joinedload(Document.file))
    .order_by(Document.id)
)
_kept_as = (
    select(Document.id, Document.filename, Document.file_hash)
    .where(Document.case_id == bindparam("of_case"))
    .order_by(Document.id)
)


def add_document(
    act: Act, upload: CheckedUpload, *, origin: DocumentOrigin, purpose: str = "", title: str = "",
    visible: bool = False,
) -> Document:  # fmt: skip
    """File an upload in the act's case. The title defaults to the file's name."""
    act.keep(upload.data)
    _register(act, upload.hash, len(upload.data), upload.media_type, upload.has_active_content)
    if upload.reading is not None:
        _keep_reading(act, upload.hash, upload.reading)
    return _add_row(act, upload.hash, upload.filename, origin, purpose, title, visible)


def add_copy(act: Act, paper: Document) -> Document:
    """The same paper in the act's case too: as it was brought, its bytes are kept once."""
    return _add_row(act, paper.file_hash, paper.filename, DocumentOrigin(paper.origin), paper.purpose, paper.title,
                    paper.is_visible_to_applicant)  # fmt: skip


def add_bytes(
    act: Act, data: bytes, *, filename: str, media_type: str, origin: DocumentOrigin, purpose: str = "",
    title: str = "", visible: bool = False,
) -> Document:  # fmt: skip
    """File bytes that the office made itself (a letter, a protocol)."""
    name = act.keep(data)
    _register(act, name, len(data), media_type, active=False)
    return _add_row(act, name, filename, origin, purpose, title, visible)


def document_of(case: Case, document_id: int) -> Document:
    """One paper of the case, letters included. Raises NotFound for a paper of another case."""
    found = next((one for one in documents_of(case) if one.id == document_id), None)
    if found is None:
        raise NotFound()
    return found


def documents_of(case: Case) -> list[Document]:
    """The papers of a case, oldest first."""
    return list(db.session.scalars(_of_case, {"of_case": case.id}))


def read_document(document: Document) -> bytes:
    """The bytes of a paper, checked against their hash. Raises FileFaulty, which names the paper."""
    try:
        return file_store().get(document.file_hash)
    except FileFaulty as lost:
        raise type(lost)(f"“{document.filename}”：{lost.message}") from lost


def lost_documents(case: Case) -> list[Row[Any]]:
    """Papers of the case that the store does not have any more: id, filename and file_hash of each."""
    store = file_store()
    return [one for one in columns_of(_kept_as, {"of_case": case.id}) if not store.exists(one.file_hash)]


def _register(act: Act, name: str, size: int, media_type: str, active: bool) -> None:
    insert_once(
        StoredFile, hash=name, size=size, media_type=media_type, has_active_content=active, stored_at=act.now
    )


def _keep_reading(act: Act, name: str, reading: Reading) -> None:
    insert_once(
        FileReading, hash=name, paragraphs=list(reading.paragraphs), pages=reading.pages, width=reading.width,
        height=reading.height, faults=sorted(reading.faults), without_text=list(reading.without_text),
        read_at=act.now,
    )  # fmt: skip


def readings_of(hashes: Iterable[str]) -> dict[str, Reading]:
    """What files say, by their hash; a file that was never read is absent."""
    rows = db.session.scalars(select(FileReading).where(FileReading.hash.in_(set(hashes))))
    return {
        row.hash: Reading(
            paragraphs=tuple(row.paragraphs), pages=row.pages, faults=frozenset(map(Fault, row.faults)),
            without_text=tuple(row.without_text), width=row.width, height=row.height,
        )
        for row in rows
    }  # fmt: skip


def _add_row(
    act: Act, name: str, filename: str, origin: DocumentOrigin, purpose: str, title: str, visible: bool
) -> Document:
    document = Document(
        case_id=act.the_case.id, origin=origin, purpose=purpose, title=(title or filename)[:200],
        filename=filename[:200], file_hash=name, is_visible_to_applicant=visible, added_at=act.now,
        added_by=act.actor.name,
    )  # fmt: skip
    db.session.add(document)
    db.session.flush()
    return document
