"""Taking in what comes with a sending of the form: text, new files, files to remove."""

from dataclasses import dataclass, replace
from datetime import datetime

from flask import request

from app import timekeeping
from app.casework.papers.uploads import CheckedUpload
from app.portal.browser import draft_name
from app.portal.uploads import chosen_files
from app.processes.disclosure import application_drafts as drafts
from app.processes.disclosure.application_drafts import Contents
from app.processes.disclosure.draft_bounds import NO_ROOM_FOR_FILES
from app.processes.disclosure.models import ApplicationDraft
from app.processes.disclosure.portal import application_form
from app.web import limits
from app.web.limits import Sending


def draft_or_new() -> ApplicationDraft:
    """The draft of this browser; begun anew when it is lost or expired: nothing typed is lost.

    Raises TooManyDrafts.
    """
    now = timekeeping.now()
    if (draft := drafts.open_draft(draft_name(), now)) is None:
        drafts.begin(draft_name(), {}, now)
        draft = drafts.open_draft(draft_name(), now)
    assert draft is not None
    return draft


ANOTHER = "您在另一个页面另外填写了一份申请，本页的内容没有保存。再次点“下一步”，将以本页的内容替换那一份"


def is_of_another_page(draft: ApplicationDraft | None) -> bool:
    """Whether the form that was sent is not that of the draft which this browser is writing now."""
    return draft is not None and request.form.get("form_key", draft.id) != draft.id


def is_what_was_shown(draft: ApplicationDraft) -> bool:
    """Whether the contents are those that were read back on the page that was sent: only these are submitted."""
    return request.form.get("form_key") == draft.form_key


@dataclass
class Taken:
    """What a sending brought: `contents` is what may be kept, `shown` is as it was typed, `errors` why they differ."""

    contents: Contents
    shown: Contents
    errors: dict[str, str]
    uploads: list[CheckedUpload]


def take_in(draft: ApplicationDraft) -> Taken:
    """Text, new files, files to remove. What is too long stays on the page and is not kept."""
    contents, now = drafts.contents_of(draft), timekeeping.now()
    typed, errors = take_text(contents)
    if unwanted := request.form.get("remove"):
        contents.files = [file for file in contents.files if file.hash != unwanted]
    chosen, problem = chosen_files([file.hash for file in contents.files])
    if chosen:
        limits.count(Sending.UPLOAD, now)
        if not drafts.has_room(draft.id, chosen, now):
            chosen, problem = [], NO_ROOM_FOR_FILES
    contents.files += map(drafts.as_kept, chosen)
    if problem:
        errors["files"] = problem
    return Taken(contents, replace(contents, typed=typed), errors, chosen)


def take_text(contents: Contents) -> tuple[dict[str, str], dict[str, str]]:
    """Put what was typed into the contents, field by field; a field that is too long stays as it was before.

    What was typed, and the sentences of what is too long.
    """
    typed = application_form.typed_in(request.form)
    faults = application_form.too_long(typed)
    contents.typed = {
        name: contents.typed.get(name, "") if name in faults else words for name, words in typed.items()
    }
    return typed, faults


def errors_before_checking(taken: Taken, now: datetime) -> dict[str, str]:
    """Everything that keeps the form from being read back: its faults, those of the files, the trap for programs."""
    errors = application_form.problems_of(taken.shown, now.date()) | taken.errors
    if request.form.get(application_form.TRAP):
        errors[application_form.TRAP] = application_form.programs_problem(request.form, now, now)
    return errors
