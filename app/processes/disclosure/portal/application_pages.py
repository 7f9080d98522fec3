"""The pages of the first three steps of applying."""

from flask import render_template, request

from app import timekeeping
from app.law.errors import InvalidInput
from app.office.models import OrgUnit
from app.office.organs import accepting_organ
from app.portal.browser import draft_name
from app.portal.limits import LARGEST_FILE, LARGEST_UPLOAD, MOST_FILES
from app.portal.uploads import ACCEPT
from app.processes.disclosure import application_drafts as drafts
from app.processes.disclosure.application_drafts import Contents
from app.processes.disclosure.expected import expected_reply
from app.processes.disclosure.models import ApplicationDraft
from app.processes.disclosure.portal import application_form
from app.processes.disclosure.published_already import suggestions
from app.processes.disclosure.query_codes import about
from app.processes.disclosure.sent_already import is_with_us
from app.web import known_browser

STEPS = ("阅读须知", "填写申请", "核对内容", "提交成功")


def wizard(current: int) -> list[dict[str, str]]:
    """The four steps with the current one marked."""
    states = (
        "done" if place < current else "current" if place == current else "todo"
        for place in range(len(STEPS))
    )
    return [{"words": words, "state": state} for words, state in zip(STEPS, states, strict=True)]


def asked_organ(code: str) -> OrgUnit | None:
    """The organ that was chosen, whose telephone the page names; None before."""
    try:
        return accepting_organ(code, timekeeping.today()) if code else None
    except InvalidInput:
        return None


def notice_page(errors: dict[str, str]) -> str:
    """Step 1; the organ chosen in the guide is carried along."""
    draft = drafts.open_draft(draft_name(), timekeeping.now())
    organ = request.values.get("organ", "")[:40]
    return render_template(
        "disclosure/portal/apply.html",
        steps=wizard(0),
        errors=errors,
        draft=draft,
        organ=organ,
        asked=asked_organ(organ),
        expected=expected_reply(timekeeping.today()),
    )


def form_page(draft: ApplicationDraft | None, contents: Contents, errors: dict[str, str]) -> str:
    """Step 2 with what was typed, what is wrong and the files so far."""
    parts = application_form.parts(contents.typed, errors, timekeeping.today())
    return render_template(
        "disclosure/portal/form.html", steps=wizard(1), parts=parts, errors=errors, files=contents.files, accept=ACCEPT,
        largest=LARGEST_FILE, most=MOST_FILES, total=LARGEST_UPLOAD, trap=application_form.TRAP,
        expected=expected_reply(timekeeping.today()), asked=asked_organ(contents.typed.get("organ", "")),
        draft=draft,
    )  # fmt: skip


def _is_known_for(number: str) -> bool:
    """Whether this browser sent the request of this number, or opened it with its code."""
    return bool(known_browser.mark_for(about(number)))


def check_page(draft: ApplicationDraft, contents: Contents, errors: dict[str, str] | None = None) -> str:
    """Step 3: everything read back."""
    kept, organ = application_form.as_kept(contents.typed), asked_organ(contents.typed.get("organ", ""))
    return render_template(
        "disclosure/portal/check.html", steps=wizard(2),
        parts=application_form.read_back(contents.typed, timekeeping.today()),
        not_printed=application_form.not_printed(contents.typed),
        published=suggestions(kept, timekeeping.now()), sent=is_with_us(kept, organ, _is_known_for),
        files=contents.files, errors=errors or {}, trap=application_form.TRAP,
        expected=expected_reply(timekeeping.today()), asked=organ, draft=draft,
    )  # fmt: skip
