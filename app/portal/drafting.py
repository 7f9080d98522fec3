"""Taking in what comes with a sending of the form: text, new files, files to remove."""

from flask import request

from app import timekeeping
from app.portal import application_form
from app.portal.browser import draft_name
from app.portal.uploads import chosen_files
from app.processes.disclosure import application_drafts as drafts
from app.processes.disclosure.application_drafts import Contents
from app.processes.disclosure.models import ApplicationDraft
from app.web import limits
from app.web.limits import Sending


def draft_or_new() -> ApplicationDraft:
    """The draft of this browser; begun anew when it is lost or expired: nothing typed is lost."""
    now = timekeeping.now()
    if (draft := drafts.open_draft(draft_name(), now)) is None:
        drafts.begin(draft_name(), {}, now)
        draft = drafts.open_draft(draft_name(), now)
    assert draft is not None
    return draft


def take_in(draft: ApplicationDraft) -> tuple[Contents, str]:
    """Text, new files, files to remove. The sentence says which files were refused."""
    contents = drafts.contents_of(draft)
    contents.typed = application_form.typed_in(request.form)
    if unwanted := request.form.get("remove"):
        contents.files = [file for file in contents.files if file.hash != unwanted]
    chosen, problem = chosen_files([file.hash for file in contents.files])
    if chosen:
        limits.count(Sending.UPLOAD, timekeeping.now())
    contents.files += [drafts.keep_file(draft, upload) for upload in chosen]
    return contents, problem
