"""成批打印: choosing letters, asking for one file of them, stopping it, fetching it. The work: print_run.py."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import joinedload

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, transaction, use_case
from app.casework.acts.errors import NotFound
from app.casework.messages import outbox
from app.casework.models import Case, IssuedLetter, PrintJob
from app.casework.models.printing import PrintState
from app.casework.work.paging import Page, paged
from app.database import db
from app.law.errors import InvalidInput
from app.office.permissions import Permission
from app.office.standing import Standing
from app.office.vocabulary import DESK_ROLES

PRINT = "print_letters"
MOST = 200  # letters of one job
KEPT = timedelta(days=1)


@dataclass(frozen=True)
class LetterFilter:
    """What the list to choose from is narrowed to."""

    issued_from: date | None = None
    issued_until: date | None = None
    kind: str = ""


def of_own_organs(standing: Standing) -> ColumnElement[bool]:
    """Letters of the organs at whose desk the person works."""
    return IssuedLetter.organ_id.in_(standing.organs_as(DESK_ROLES))


def list_printable(standing: Standing, by: LetterFilter, page: int = 1) -> Page:
    """Letters whose PDF is there, newest first."""
    wanted = [of_own_organs(standing), IssuedLetter.document_id.is_not(None)]
    if by.issued_from:
        wanted.append(IssuedLetter.issued_on >= by.issued_from)
    if by.issued_until:
        wanted.append(IssuedLetter.issued_on <= by.issued_until)
    if by.kind:
        wanted.append(IssuedLetter.kind == by.kind)
    query = select(IssuedLetter).join(IssuedLetter.case).where(*wanted).options(joinedload(IssuedLetter.case))
    return paged(query, page, IssuedLetter.issued_on.desc(), IssuedLetter.id.desc())


def kinds_in_use(standing: Standing) -> list[tuple[str, str]]:
    """(kind, title) of the letters that these organs have issued, for the filter."""
    query = select(IssuedLetter.kind, IssuedLetter.title).where(of_own_organs(standing)).distinct()
    found = db.session.execute(query.order_by(IssuedLetter.title))
    return list({row.kind: row.title for row in found}.items())


@use_case("print_letters")
def start_printing(act: Act, letter_ids: list[int], has_envelopes: bool) -> Result:
    """Order one file of these letters, in this order. Raises InvalidInput, NotFound, NotAllowed."""
    if not letter_ids or len(letter_ids) > MOST:
        raise InvalidInput(f"请选择1至{MOST}份文书")
    letters = [db.session.get(IssuedLetter, letter_id) for letter_id in letter_ids]
    for letter in letters:
        if letter is None or letter.document_id is None:
            raise NotFound()
        act.require(Permission.RECORD_DELIVERY, letter.case)
    job = PrintJob(id=str(uuid.uuid4()), person_id=act.actor.person_id, letter_ids=letter_ids,
                   has_envelopes=has_envelopes, total=len(letter_ids), created_at=act.now)  # fmt: skip
    db.session.add(job)
    db.session.flush()
    outbox.wish(act, PRINT, f"{PRINT}:{job.id}", {"job": job.id})
    _record(act, [letter for letter in letters if letter is not None], has_envelopes)
    return {"job": job.id}


def _record(act: Act, letters: list[IssuedLetter], has_envelopes: bool) -> None:
    """One line for each organ: its auditor reads what was printed of it, and of no other."""
    with_addresses = "，含信封标签（收件人地址）" if has_envelopes else ""
    numbers: dict[int, list[str]] = defaultdict(list)
    for letter in letters:
        numbers[letter.organ_id].append(letter.document_number)
    for organ_id, of_organ in numbers.items():
        act.audit(
            "letters.printed",
            f"成批打印文书 {len(of_organ)} 份{with_addresses}",
            numbers=of_organ,
            unit=organ_id,
        )


@use_case("cancel_printing")
def cancel_printing(act: Act, job_id: str) -> Result:
    """Stop a job of one's own; one that has ended stays as it is."""
    job = job_of(job_id, act.actor.person_id)
    if job.is_under_way:
        job.state, job.finished_at, job.message = PrintState.CANCELLED, act.now, "已取消，没有生成文件"
    act.audit("letters.printing_cancelled", "取消成批打印")
    return {"job": job.id}


def job_of(job_id: str, person_id: int | None) -> PrintJob:
    """A job of this person. Raises NotFound for anybody else's."""
    job = db.session.get(PrintJob, job_id, populate_existing=True)
    if job is None or job.person_id != person_id:
        raise NotFound()
    return job


def file_of(job_id: str) -> Path:
    """Where the file of a job lies, outside of the archive's store."""
    return Path(current_app.config["INSTANCE"]) / "printing" / f"{job_id}.pdf"


def read_file(job: PrintJob) -> bytes:
    """The finished file. Raises NotFound when there is none, or none any more."""
    try:
        if job.state == PrintState.DONE:
            return file_of(job.id).read_bytes()
    except FileNotFoundError as error:
        raise NotFound("打印文件已过保留期限，请重新生成") from error
    raise NotFound()


def drop_old_jobs(now: datetime) -> int:
    """Throw away jobs and files of more than a day ago. How many."""
    old = list(db.session.scalars(select(PrintJob.id).where(PrintJob.created_at < now - KEPT)))
    for job_id in old:
        file_of(job_id).unlink(missing_ok=True)
    with transaction():
        db.session.execute(delete(PrintJob).where(PrintJob.id.in_(old)))
    return len(old)


def recipient_rows(letters: list[IssuedLetter], address_of: Any) -> list[dict[str, str]]:
    """The rows of the envelope sheet; `address_of(case)` gives address and postcode."""
    return [_recipient(letter, address_of(letter.case)) for letter in letters]


def _recipient(letter: IssuedLetter, known: dict[str, str]) -> dict[str, str]:
    row = {
        "name": letter.facts.get("applicant_name") or _party(letter.case),
        "letter_number": letter.document_number,
    }
    row["address"] = known.get("address") or "（未登记地址，请核对案卷）"
    return {**row, "postcode": known["postcode"]} if known.get("postcode") else row


def _party(case: Case) -> str:
    return case.party or "（见案卷）"
