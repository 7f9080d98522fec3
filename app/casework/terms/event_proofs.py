"""What proves the events that clocks are counted from: what came onto the record in the same act, at the same instant.

A paper that was added, the letter that was issued or delivered, the receipt of its delivery; with none of them the line
of the log that says who put it on record.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.casework.models import AuditEntry, Case, Delivery, Document, IssuedLetter
from app.database import db


@dataclass(frozen=True)
class Proof:
    """One of them: its words, and the paper that can be opened (None: a line of the log, or a PDF in the making)."""

    words: str
    document_id: int | None = None


def proofs_of(case: Case, instants: Collection[datetime]) -> Mapping[datetime, list[Proof]]:
    """By the instant at which an event was recorded. Three statements, however many events."""
    found: dict[datetime, list[Proof]] = defaultdict(list)
    lines: dict[datetime, list[AuditEntry]] = defaultdict(list)
    query = select(AuditEntry).where(AuditEntry.case_id == case.id, AuditEntry.at.in_(instants))
    for line in db.session.scalars(query.order_by(AuditEntry.sequence)):
        lines[line.at].append(line)
    letters = _letters(case, lines)
    for document in _documents(case, instants):
        found[document.added_at].append(Proof(document.title, document.id))
    for at, said in lines.items():
        found[at] += _of_letters(said, letters)
        if not found[at]:
            found[at].append(Proof(f"办理记录第 {said[0].sequence} 号，{said[0].actor_name or '系统'}"))
    return {at: list(dict.fromkeys(proofs)) for at, proofs in found.items()}


def _documents(case: Case, instants: Collection[datetime]) -> Iterable[Document]:
    query = select(Document).where(Document.case_id == case.id, Document.added_at.in_(instants))
    return db.session.scalars(query.order_by(Document.id))


def _letters(case: Case, lines: Mapping[datetime, list[AuditEntry]]) -> dict[int | str, IssuedLetter]:
    """The letters that the lines speak of, by id and by number."""
    names = {_letter_of(line) for said in lines.values() for line in said} - {0}
    if not names:
        return {}
    ids = [one for one in names if isinstance(one, int)]
    numbers = [one for one in names if isinstance(one, str)]
    is_named = IssuedLetter.id.in_(ids) | IssuedLetter.document_number.in_(numbers)
    query = select(IssuedLetter).where(IssuedLetter.case_id == case.id, is_named)
    with_proofs = selectinload(IssuedLetter.deliveries).joinedload(Delivery.proof)
    found = db.session.scalars(query.options(joinedload(IssuedLetter.document), with_proofs)).all()
    return {one.id: one for one in found} | {one.document_number: one for one in found}


def _letter_of(line: AuditEntry) -> int | str:
    """A letter as its line names it: by its number when it was issued, later by its id; 0 for no letter."""
    name: int | str = line.detail.get("number" if line.tag == "letter.issued" else "letter") or 0
    return name


def _of_letters(lines: Iterable[AuditEntry], letters: Mapping[int | str, IssuedLetter]) -> list[Proof]:
    """The letters that the lines speak of, each with the receipts of its delivery."""
    found = []
    for line in lines:
        if (letter := letters.get(_letter_of(line))) is None:
            continue
        found.append(Proof(f"《{letter.title}》{letter.document_number}", letter.document_id))
        found += [Proof(one.proof.title, one.proof.id) for one in letter.deliveries if one.proof is not None]
    return found
