"""What the API shows of a request: the files of the reply to clerks, the request itself to its applicant."""

from typing import Any

from app.api.shapes import iso, moment
from app.casework.models import Case
from app.processes.disclosure.applicant_letters import reply_papers
from app.processes.disclosure.applicant_view import ApplicantView
from app.processes.disclosure.corrected import corrections_of
from app.processes.disclosure.excess import latest_deferral, statement_of
from app.processes.disclosure.fees import charge_of, owed_of
from app.processes.disclosure.judging import judgements_of, report_row_of
from app.processes.disclosure.linked import links_of, words_of
from app.processes.disclosure.models import (
    CaseLink,
    Deferral,
    FeeCharge,
    Judgement,
    ReasonStatement,
    ReplyFile,
)
from app.processes.disclosure.proceedings import ProceedingRow, proceeding_rows
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.reply_files import files_of
from app.processes.disclosure.search_rows import SearchRow, search_rows


def more_of(case: Case) -> dict[str, Any]:
    """What a request shows beside what every case has."""
    return {
        "enclosures": [enclosure_row(file) for file in files_of(case)],
        "corrections": [
            {
                "title": one.title, "old": one.old, "new": one.new, "reason": one.reason, "corrected_by": one.by,
                "corrected_at": moment(one.at),
            }
            for one in corrections_of(case)
        ],
        "searches": [search_row(row) for row in search_rows(case)],
        "matter": request_of(case).matter,
        "linked": [linked_row(one, case) for one in links_of(case)],
        "proceedings": [proceeding_row(row) for row in proceeding_rows(case)],
        "judgements": [judgement_row(one) for one in judgements_of(case)],
        "report_row": report_row_of(request_of(case)) or None,
        "fee": fee_row(charge) if (charge := charge_of(case)) is not None else None,
        "reason": reason_row(given) if (given := statement_of(case)) is not None else None,
        "deferral": deferral_row(asked) if (asked := latest_deferral(case)) is not None else None,
    }  # fmt: skip


def judgement_row(one: Judgement) -> dict[str, Any]:
    """The judgement of the whole request (number 1, which asks nothing of its own) or of one item."""
    return {
        "number": one.number, "asked": one.asked, "answers": dict(one.answers), "proposed": one.proposed or None,
        "outcome": one.outcome or None, "why_departed": one.why_departed, "why_whole": one.why_whole, "said": one.said,
        "ground": one.ground or None, "judged_by": one.judged_by.name if one.judged_by else "",
        "judged_at": moment(one.judged_at) if one.judged_at else None,
    }  # fmt: skip


def enclosure_row(file: ReplyFile) -> dict[str, Any]:
    """One file or paper copy that goes with the reply, where the decision gives information."""
    document = file.document
    return {
        "id": file.id, "name": file.name, "medium": "paper" if document is None else "electronic", "pages": file.pages,
        "document_id": file.document_id, "findings": file.findings, "kept_why": file.kept_why,
        "sha256": document.file_hash if document else None,
    }  # fmt: skip


def fee_row(charge: FeeCharge) -> dict[str, Any]:
    """What is charged and what has come in."""
    owed = owed_of(charge)
    return {
        "charged_by": charge.charged_by, "first_unit": charge.first_unit, "last_unit": charge.last_unit,
        "amount": charge.amount, "calculation": charge.calculation, "delivered_on": iso(charge.delivered_on),
        "received": owed.received, "settled_on": iso(owed.settled_on),
        "payments": [{"amount": one.amount, "paid_on": iso(one.paid_on), "receipt_number": one.receipt_number,
                      "voided": one.voided_at is not None, "voided_why": one.voided_why} for one in charge.payments],
        "returned": owed.returned,
        "refunds": [{"amount": one.amount, "refunded_on": iso(one.refunded_on), "document": one.document,
                     "reason": one.reason} for one in charge.refunds],
    }  # fmt: skip


def reason_row(given: ReasonStatement) -> dict[str, Any]:
    """第三十五条：what the applicant gave as its reason, and what the office made of it."""
    return {
        "words": given.words, "received_on": iso(given.received_on), "way": given.way, "judged": given.judged or None,
        "judgement": given.judgement, "judged_at": moment(given.judged_at),
    }  # fmt: skip


def deferral_row(asked: Deferral) -> dict[str, Any]:
    """The deferral that was asked for last."""
    return {
        "working_days": asked.working_days, "reason": asked.reason, "requested_at": moment(asked.requested_at),
        "decision": asked.decision, "decided_at": moment(asked.decided_at), "letter_id": asked.letter_id,
    }  # fmt: skip


def search_row(row: SearchRow) -> dict[str, Any]:
    """One entry of the search record, whether it stands or not."""
    one = row.record
    return {
        "number": one.number, "unit": row.unit, "scope": one.scope, "method": one.method, "keywords": one.keywords,
        "persons_asked": one.persons_asked, "began_on": iso(one.began_on), "searched_on": iso(one.searched_on),
        "finding": one.finding or None, "result": one.result, "recorded_by": row.by,
        "recorded_at": moment(one.recorded_at), "corrected_by": row.corrected_by, "why_corrected": row.why,
        "papers": [{"document_id": paper.id, "filename": paper.filename, "sha256": paper.file_hash}
                   for paper in row.papers],
    }  # fmt: skip


def linked_row(found: CaseLink, case: Case) -> dict[str, Any]:
    """Another case that belongs to this one."""
    words, other = words_of(found, case)
    return {"number": other.number, "relation": found.relation, "words": words, "reason": found.reason}


def proceeding_row(row: ProceedingRow) -> dict[str, Any]:
    """One entry about a reconsideration or a suit, whether it stands or not."""
    one = row.record
    return {
        "number": one.number, "kind": one.kind, "body": one.body, "docket": one.docket,
        "applied_on": iso(one.applied_on), "told_on": iso(one.told_on), "ruling": one.ruling or None,
        "ruling_number": one.ruling_number, "ruled_on": iso(one.ruled_on), "got_on": iso(one.got_on),
        "party_got_on": iso(one.party_got_on), "effective_on": iso(one.effective_on),
        "redo_days": one.redo_days, "redo_unit": one.redo_unit or None,
        "note": one.note, "recorded_at": moment(one.recorded_at), "replaced_by": row.later, "why_replaced": row.why,
        "papers": [{"document_id": paper.id, "filename": paper.filename, "sha256": paper.file_hash}
                   for paper in one.papers],
    }  # fmt: skip


def applicant_shape(view: ApplicantView) -> dict[str, Any]:
    """What an applicant sees of the request: never names of clerks, opinions or other persons."""
    waiting = view.waiting
    return {
        "number": view.case.number, "state": view.case.state, "headline": view.headline,
        "received_on": iso(view.case.received_on), "due_on": iso(view.due_on), "provisional": view.provisional,
        "steps": view.steps, "may_withdraw": view.may_withdraw,
        "clarification": None if waiting is None else {
            "points": waiting.points, "guidance": waiting.guidance, "due_on": iso(waiting.due_on),
            "late": waiting.is_late,
        },
        "fee": None if (fee := view.fee) is None else {
            "amount": fee.amount, "calculation": fee.calculation, "payment_way": fee.payment_way,
            "due_on": iso(fee.due_on), "says": fee.says,
        },
        "remedies": [{"kind": one.kind, "due_on": iso(one.due_on), "provisional": one.provisional, "note": one.note}
                     for one in view.remedies],
        "letters": [{"id": row.id, "title": row.title, "document_number": row.number, "issued_on": iso(row.issued_on),
                     "delivery": row.way, "ready": row.is_ready} for row in view.letters],
        "enclosures": [{"id": one.id, "name": one.title, "filename": one.filename, "size": one.file.size,
                        "sha256": one.file_hash} for one in reply_papers(view.request)],
    }  # fmt: skip
