"""Turning a checked draft into a request, once: a repeated sending leads to the first receipt."""

from dataclasses import dataclass
from datetime import datetime

from app.casework.acts.commands import perform
from app.casework.store.files import FileMissing
from app.casework.terms import clocks
from app.law.clocks import Clock
from app.processes.disclosure import application_drafts as drafts
from app.processes.disclosure.applicant import APPLICANT
from app.processes.disclosure.application_drafts import Contents
from app.processes.disclosure.models import ApplicationDraft, DisclosureRequest
from app.processes.disclosure.portal import application_form
from app.processes.disclosure.query_codes import code_for, find_request, hashed
from app.processes.disclosure.use_cases import apply_online


@dataclass(frozen=True)
class Receipt:
    """What the applicant must keep, and what happens next with its days."""

    request: DisclosureRequest
    query_code: str
    submitted_at: datetime
    reply: Clock | None
    clarification_notice: Clock | None


def submit(draft: ApplicationDraft, contents: Contents, now: datetime) -> bool:
    """Submit the draft. False when the same was submitted minutes ago: nothing is registered twice.

    Raises InvalidInput with a message per field; nothing changed then.
    """
    draft_id, form_key = draft.id, draft.form_key
    if drafts.submitted_before(draft, now) is not None:
        drafts.discard(draft_id)
        return False
    result = perform(
        apply_online, actor=APPLICANT, now=now, key=f"portal:{form_key}", data=application_form.data_of(contents),
        uploads=drafts.uploads_of(draft, contents), query_code=hashed(code_for(form_key)),
    )  # fmt: skip
    drafts.mark_submitted(draft_id, result["number"], now)
    return True


def submit_once(browser: str, draft: ApplicationDraft, contents: Contents, now: datetime) -> bool:
    """As `submit`; of two clicks at once the second may find the draft's files gone: all is done."""
    try:
        return submit(draft, contents, now)
    except FileMissing:
        if drafts.latest_receipt(browser, now) is None:
            raise
        return False


def receipt_of(browser: str, now: datetime) -> Receipt | None:
    """The receipt of what this browser submitted last, shown for half an hour."""
    draft = drafts.latest_receipt(browser, now)
    request = find_request(draft.number) if draft else None
    if draft is None or request is None or draft.submitted_at is None:
        return None
    found = clocks.clocks_of(request.case)
    return Receipt(
        request,
        code_for(draft.form_key),
        draft.submitted_at,
        found.running("reply"),
        found.running("clarification_notice"),
    )
