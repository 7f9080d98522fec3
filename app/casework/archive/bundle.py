"""The case file as one delivery: a ZIP of papers, index, 办理单, record, log, manifest, or a PDF that carries them.

The manifest lists every paper and all else that lies beside it with its SHA-256, and the lines of the audit chain that
are the case's; its own hash goes into the audit line of the export, so that a delivery can be held against the record
at any time, and each file of it against the manifest without this system. Of the PDF that carries the others no hash
can stand inside.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from app.casework.archive import index, record, sheet
from app.casework.archive.chain import audit_rows
from app.casework.archive.delivery import (
    LOG,
    MANIFEST,
    MOST,
    Delivery,
    File,
    as_json,
    as_zip,
    described,
    lines_of,
)
from app.casework.archive.papers import FiledPaper, PapersLost, papers_of
from app.casework.contract.platform import platform
from app.casework.models import Case
from app.casework.papers.documents import readings_of
from app.law.errors import RuleViolation
from app.letters import render
from app.letters.enclosing_papers import Enclosed, pages_in, with_papers

INDEX, SHEET, RECORD = "归档文件目录.pdf", "办理单.pdf", "案卷记录.pdf"
PAPERS = "材料"
PDF, JSON = "application/pdf", "application/json"
Log = Sequence[Mapping[str, Any]]  # lines of the audit chain


class FileTooLarge(RuleViolation):
    """More than one delivery can hold."""

    code = "case_file_too_large"
    message = f"案卷材料超过 {MOST // 2**20} MB，不能一次导出，请逐份下载"
    status = 409


def zipped(case: Case, on: date, *, without_lost: bool = False, until: int | None = None) -> Delivery:
    """Everything as a ZIP, with the audit lines up to number `until`, else all. Raises PapersLost, unless what is lost
    is to be left out and named."""
    papers, lost = _split(case, without_lost)
    log = audit_rows(case, until)
    front = list(_front(case, papers, lost, log, on, until))
    manifest = manifest_of(case, papers, lost, log, on, front)
    inside = [(f"{PAPERS}/{one.filename}", one.data) for one in _enclosed(papers)]
    data = as_zip([*front, (MANIFEST, as_json(manifest)), *inside])
    return Delivery(data, manifest, [one.title for one in lost])


def bound(case: Case, on: date, *, without_lost: bool = False) -> Delivery:
    """Everything in one PDF: the record, with all papers, index, log and manifest attached. Raises PapersLost."""
    papers, lost = _split(case, without_lost)
    log = audit_rows(case)
    front = dict(_front(case, papers, lost, log, on))
    carrier = front.pop(RECORD)
    manifest = manifest_of(case, papers, lost, log, on, list(front.items()))
    front[MANIFEST] = as_json(manifest)
    own = [Enclosed(name, PDF if name.endswith(".pdf") else JSON, data) for name, data in front.items()]
    return Delivery(with_papers(carrier, [*own, *_enclosed(papers)]), manifest, [one.title for one in lost])


def manifest_of(
    case: Case,
    papers: Sequence[FiledPaper],
    lost: Sequence[FiledPaper],
    log: Log,
    on: date,
    front: Sequence[File],
) -> dict[str, Any]:
    """What the delivery says of itself, for people and programs; `front`: what lies beside the papers."""
    return {
        "case_number": case.number, "archive_number": case.archive_number, "title": case.title,
        "organ": case.organ.name, "closed_on": _iso(case.closed_on), "archived_on": _iso(case.archived_on),
        "retention_years": case.retention_years, "made_on": on.isoformat(),
        "files": described(front), "papers": [one.to_mapping() for one in papers],
        "lost": [one.number for one in lost],
        "audit": lines_of(log),
    }  # fmt: skip


def _split(case: Case, without_lost: bool) -> tuple[list[FiledPaper], list[FiledPaper]]:
    papers = papers_of(case)
    if sum(one.document.file.size for one in papers) > MOST:
        raise FileTooLarge()
    lost = [one for one in papers if one.read() is None]
    if lost and not without_lost:
        raise PapersLost(lost)
    return papers, lost


def _front(
    case: Case,
    papers: Sequence[FiledPaper],
    lost: Sequence[FiledPaper],
    log: Log,
    on: date,
    until: int | None = None,
) -> Iterator[File]:
    kinds = platform().catalogue
    yield INDEX, render(kinds.kind(index.KIND), index.index_facts(case, papers, pages_of(papers), lost, on))
    yield SHEET, sheet.printed_sheet(case, on)
    yield RECORD, render(kinds.kind(record.KIND), record.record_facts(case, papers, on, until))
    yield LOG, as_json(log)


def pages_of(papers: Sequence[FiledPaper]) -> dict[int, int]:
    """Place → pages: as it was read when it came in, or as our own letters say; one for a picture or a table."""
    readings = readings_of(one.document.file_hash for one in papers)
    found = {}
    for one in papers:
        reading = readings.get(one.document.file_hash)
        known = reading.pages if reading is not None else None
        if known is None and one.document.file.media_type == PDF and (data := one.read()) is not None:
            known = pages_in(data)
        found[one.number] = known or 1
    return found


def _enclosed(papers: Sequence[FiledPaper]) -> Iterator[Enclosed]:
    for one in papers:
        if (data := one.read()) is not None:
            yield Enclosed(one.filename, one.document.file.media_type, data)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
