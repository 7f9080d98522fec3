"""The papers of a case file in their order, each as the archive lists it (DA/T 22-2015)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.casework.contract.platform import words_of
from app.casework.letters.issuing import letters_of
from app.casework.models import Case, Document, IssuedLetter
from app.casework.models.documents import DocumentOrigin
from app.casework.papers.documents import documents_of
from app.casework.store.files import FileFaulty, file_store
from app.law.errors import RuleViolation
from app.law.office_time import office_day

BY_ASKED = "被征求意见的一方"


class PapersLost(RuleViolation):
    """Papers on record whose bytes the store does not give back whole; `papers` names them."""

    code = "papers_lost"
    status = 409

    def __init__(self, papers: Sequence["FiledPaper"]) -> None:
        named = "、".join(f"“{one.title}”" for one in papers)
        super().__init__(f"文件库中缺少或者损坏 {len(papers)} 份材料：{named}。请联系系统管理员恢复后再导出")
        self.papers = tuple(papers)


@dataclass(frozen=True)
class FiledPaper:
    """One paper: `number` is its place, `author` who answers for it (责任者)."""

    number: int
    document: Document
    title: str
    author: str
    document_number: str
    on: date

    @property
    def filename(self) -> str:
        """How it is called inside the file: by its place, so that no two are called alike."""
        return f"{self.number:03d} {self.document.filename}"

    def read(self) -> bytes | None:
        """Its bytes, checked against their hash; None where the store lost or damaged them, or cannot read them."""
        try:
            return file_store().get(self.document.file_hash)
        except FileFaulty:
            return None

    def to_mapping(self) -> dict[str, Any]:
        """As the manifest lists it."""
        return {
            "number": self.number, "title": self.title, "author": self.author, "document_number": self.document_number,
            "on": self.on.isoformat(), "filename": self.filename, "size": self.document.file.size,
            "sha256": self.document.file_hash,
        }  # fmt: skip


def papers_of(case: Case) -> list[FiledPaper]:
    """Every paper of the case, the oldest first."""
    letters = {one.document_id: one for one in letters_of(case) if one.document_id is not None}
    dated = [(_day(one, letters.get(one.id)), one) for one in documents_of(case)]
    ordered = sorted(dated, key=lambda pair: (pair[0], pair[1].id))
    return [_filed(place, day, one, letters.get(one.id)) for place, (day, one) in enumerate(ordered, start=1)]


def _day(document: Document, letter: IssuedLetter | None) -> date:
    return letter.issued_on if letter is not None else office_day(document.added_at)


def _filed(place: int, day: date, document: Document, letter: IssuedLetter | None) -> FiledPaper:
    case = document.case
    is_party, is_asked = (document.origin == one for one in (DocumentOrigin.APPLICANT, DocumentOrigin.ASKED))
    return FiledPaper(
        number=place, document=document, title=letter.title if letter else document.title,
        author=words_of(case).party if is_party else BY_ASKED if is_asked else case.organ.short_name,
        document_number=_number(letter, case), on=day,
    )  # fmt: skip


def _number(letter: IssuedLetter | None, case: Case) -> str:
    """文号; a form of the file has none of its own, it is counted within its case."""
    has_one = letter is not None and not letter.document_number.startswith(f"{case.number}-")
    return letter.document_number if letter is not None and has_one else ""
