"""The work of a printing job, outside of any request: merge, tell how far it is, stop when asked."""

import secrets
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from app import timekeeping
from app.casework.acts.commands import transaction
from app.casework.contract.platform import platform
from app.casework.letters.deliveries import delivery_of
from app.casework.letters.issuing import pdf_of
from app.casework.letters.printing import file_of, recipient_rows
from app.casework.models import IssuedLetter, PrintJob
from app.casework.models.letters import DeliveryMethod
from app.casework.models.printing import PrintState
from app.casework.store.files import file_store
from app.database import db
from app.law.errors import RuleViolation
from app.letters import LetterError, render

ENVELOPES = "envelope_sheet"


def print_chosen(payload: dict[str, Any]) -> None:
    """Make the file of a job (outbox handler; repeating it changes nothing)."""
    # here, as its library takes 5 MB of every process and few print
    from app.letters.batch import merge_for_printing

    job_id: str = payload["job"]
    with transaction():
        job = db.session.get(PrintJob, job_id, with_for_update=True)
        if job is None or not job.is_under_way:
            return
        job.state, job.done = PrintState.RUNNING, 0
        letter_ids, wants_envelopes = list(job.letter_ids), job.has_envelopes
    try:
        hashes = _hashes(letter_ids)
        book = merge_for_printing(
            _papers(hashes, letter_ids if wants_envelopes else []), progress=lambda done: _tell(job_id, done)
        )
    except (RuleViolation, LetterError) as error:
        _finish(job_id, PrintState.FAILED, f"没有生成文件：{getattr(error, 'message', error)}")
        return
    if book:
        _write(job_id, book)
        _finish(job_id, PrintState.DONE, "")


def _hashes(letter_ids: list[int]) -> list[str]:
    """The stored PDFs in the order chosen; no transaction stays open while they are read."""
    found = {letter.id: letter for letter in _letters(letter_ids)}
    papers = [pdf_of(found[letter_id]) for letter_id in letter_ids]
    hashes = [paper.file_hash for paper in papers]
    db.session.rollback()
    return hashes


def _letters(letter_ids: list[int]) -> list[IssuedLetter]:
    return list(db.session.scalars(select(IssuedLetter).where(IssuedLetter.id.in_(letter_ids))))


def _papers(hashes: list[str], for_envelopes: list[int]) -> Iterator[bytes]:
    for name in hashes:
        yield file_store().get(name)
    yield from _envelope_sheets(for_envelopes)


def _envelope_sheets(letter_ids: list[int]) -> Iterator[bytes]:
    """One sheet an organ, of the letters that go by post."""
    posted: dict[str, list[IssuedLetter]] = {}
    for letter in sorted(_letters(letter_ids), key=lambda one: letter_ids.index(one.id)):
        delivery = delivery_of(letter.id)
        if letter.is_for_applicant and delivery is not None and delivery.method == DeliveryMethod.POST:
            posted.setdefault(letter.case.organ.name, []).append(letter)
    today, sheets = timekeeping.today(), []
    for organ_name, letters in posted.items():
        rows = recipient_rows(letters, lambda case: platform().process(case.process).letters.address_of(case))
        sheets.append({"organ_name": organ_name, "case_number": f"成批邮寄{len(rows)}件", "made_on": today,
                       "recipients": rows})  # fmt: skip
    db.session.rollback()
    for facts in sheets:
        yield render(platform().catalogue.kind(ENVELOPES), facts)


def _tell(job_id: str, done: int) -> bool:
    """Note how far it is; False when somebody has stopped it."""
    with transaction():
        job = db.session.get(PrintJob, job_id, with_for_update=True)
        if job is None or not job.is_under_way:
            return False
        job.done = min(done, job.total)
        return True


def _finish(job_id: str, state: PrintState, message: str) -> None:
    with transaction():
        job = db.session.get(PrintJob, job_id, with_for_update=True)
        if job is not None and job.is_under_way:
            job.state, job.message, job.finished_at = state, message[:300], timekeeping.now()


def _write(job_id: str, book: bytes) -> None:
    """Whole or not at all, readable by the application alone."""
    place = file_of(job_id)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = place.with_suffix(f".{secrets.token_hex(4)}.tmp")
    unfinished.touch(mode=0o600)
    unfinished.write_bytes(book)
    unfinished.replace(place)
