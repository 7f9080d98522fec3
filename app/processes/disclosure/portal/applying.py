"""Applying in four steps: 须知, 填写, 核对, 提交成功. Everything typed is kept on the server between them."""

from datetime import datetime
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for

from app import timekeeping
from app.law.errors import InvalidInput
from app.portal.browser import draft_name, grant_token
from app.processes.disclosure import application_drafts as drafts
from app.processes.disclosure import grants
from app.processes.disclosure.application_drafts import Contents
from app.processes.disclosure.draft_bounds import TooManyDrafts
from app.processes.disclosure.models import ApplicationDraft
from app.processes.disclosure.portal import application_form, submission
from app.processes.disclosure.portal.application_pages import (
    STEPS,
    check_page,
    form_page,
    notice_page,
    wizard,
)
from app.processes.disclosure.portal.blueprint import bp
from app.processes.disclosure.portal.drafting import (
    ANOTHER,
    draft_or_new,
    errors_before_checking,
    is_of_another_page,
    is_what_was_shown,
    take_in,
    take_text,
)
from app.processes.disclosure.query_codes import about
from app.web import known_browser
from app.web.access import public
from app.web.limits import Sending, limited


@bp.get("/apply")
@public
def apply() -> str:
    """Step 1: what can be asked, what not; a draft of this browser can be continued."""
    return notice_page({})


@bp.post("/apply")
@public
@limited(Sending.BEGINNING)
def begin() -> Any:
    """The notice was read: a draft is opened."""
    now = timekeeping.now()
    if not request.form.get(application_form.READ_GUIDE):
        return notice_page({application_form.READ_GUIDE: "请先阅读申请须知并勾选"}), 422
    drafts.begin(draft_name(), {"organ": request.form.get("organ", "")[:40]}, now)
    return redirect(url_for(".fill"))


@bp.get("/apply/form")
@public
def fill() -> Any:
    """Step 2: the form, with what was typed before."""
    draft = drafts.open_draft(draft_name(), timekeeping.now())
    if draft is None:
        flash("请先阅读申请须知", "warning")
        return redirect(url_for(".apply"))
    contents = drafts.contents_of(draft)
    errors = application_form.problems_of(contents, timekeeping.today()) if contents.was_checked else {}
    return form_page(draft, contents, errors)


@bp.post("/apply/form")
@public
@limited(Sending.FORM)
def fill_in() -> Any:
    """Keep what was typed and the good files, then go on or show what is wrong."""
    now = timekeeping.now()
    if is_of_another_page(other := drafts.open_draft(draft_name(), now)):
        return _typed_page(other, ANOTHER), 409
    try:
        draft = draft_or_new()
    except TooManyDrafts as full:
        return _typed_page(None, full.message), full.status
    taken = take_in(draft)
    stays = bool({"keep", "remove"} & set(request.form))
    taken.contents.was_checked = taken.contents.was_checked or not stays
    drafts.save(draft.id, taken.contents, now, taken.uploads)
    errors = taken.errors if stays else errors_before_checking(taken, now)
    if errors:
        return form_page(draft, taken.shown, errors), 422
    return redirect(url_for(".fill") + "#f-files" if stays else url_for(".check"))


def _typed_page(draft: ApplicationDraft | None, why: str) -> str:
    """Nothing was kept: what was typed stays on the page."""
    return form_page(draft, Contents(application_form.typed_in(request.form)), {"": why})


@bp.post("/apply/draft")
@public
@limited(Sending.AUTOSAVE)
def save_draft() -> Any:
    """The form saves itself while it is being filled in; files come with the button only."""
    draft = drafts.open_draft(draft_name(), timekeeping.now())
    if draft is None:
        return "", 204
    if is_of_another_page(draft):
        return Response(ANOTHER, 409, mimetype="text/plain")
    contents = drafts.contents_of(draft)
    _typed, faults = take_text(contents)
    drafts.save(draft.id, contents, timekeeping.now())
    if faults:
        return Response(f"{'；'.join(faults.values())}，没有暂存", 422, mimetype="text/plain")
    return "", 204


@bp.post("/apply/discard")
@public
def discard() -> Any:
    """放弃填写: what was typed is deleted at once, for shared computers."""
    if draft := drafts.open_draft(draft_name(), timekeeping.now()):
        drafts.discard(draft.id)
        flash("已删除填写的内容")
    return redirect(url_for(".apply"))


@bp.get("/apply/check")
@public
def check() -> Any:
    """Step 3: everything read back, with the latest day of the reply."""
    draft = drafts.open_draft(draft_name(), timekeeping.now())
    if draft is None:
        return redirect(url_for(".apply"))
    contents = drafts.contents_of(draft)
    if not contents.was_checked or application_form.problems_of(contents, timekeeping.today()):
        return redirect(url_for(".fill"))
    return check_page(draft, contents)


@bp.post("/apply/check")
@public
@limited(Sending.APPLICATION)
def submit() -> Any:
    """The request is registered: once, however often the button is pressed."""
    now, draft = timekeeping.now(), drafts.open_draft(draft_name(), timekeeping.now())
    if draft is None or not is_what_was_shown(draft):
        return _not_what_was_shown(now)
    contents = drafts.contents_of(draft)
    if problem := application_form.programs_problem(request.form, draft.created_at, now):
        return check_page(draft, contents, {"": problem}), 422
    try:
        is_first = submission.submit_once(draft_name(), draft, contents, now)
    except InvalidInput:
        return redirect(url_for(".fill"))
    if receipt := submission.receipt_of(draft_name(), now):
        known_browser.remember(about(receipt.request.case.number))
        grants.give(grant_token(), receipt.request, now)
    return redirect(url_for(".done", again=None if is_first else 1))


def _not_what_was_shown(now: datetime) -> Any:
    """A second click leads to the receipt; what was read back and is not there any more is submitted by nobody."""
    receipt = drafts.latest_receipt(draft_name(), now)
    if receipt is not None and is_what_was_shown(receipt):
        return redirect(url_for(".done"))
    flash(
        "刚才核对的那份申请没有提交：内容在另一个页面有改动，或者另外填写了一份。请核对现在的内容", "warning"
    )
    return redirect(url_for(".check"))


@bp.get("/apply/done")
@public
def done() -> Any:
    """Step 4: number and query code, in large type; for this browser and half an hour only."""
    receipt = submission.receipt_of(draft_name(), timekeeping.now())
    if receipt is None:
        return redirect(url_for(".apply"))
    return render_template(
        "disclosure/portal/done.html",
        steps=wizard(len(STEPS)),
        receipt=receipt,
        asked=receipt.request.case.organ,
        again="again" in request.args,
    )


@bp.get("/apply/receipt")
@public
def print_receipt() -> Any:
    """The receipt for printing."""
    receipt = submission.receipt_of(draft_name(), timekeeping.now())
    if receipt is None:
        return redirect(url_for(".apply"))
    return render_template("disclosure/portal/receipt.html", receipt=receipt, printed_at=timekeeping.now())
