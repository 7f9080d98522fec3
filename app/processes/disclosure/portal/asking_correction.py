"""申请更正 (第四十一条) on the portal: from a request that was answered, whose applicant is known by its query code."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from app import timekeeping
from app.casework.acts.commands import perform
from app.law.errors import RuleViolation
from app.portal.browser import grant_token
from app.portal.limits import LARGEST_FILE, LARGEST_UPLOAD, MOST_FILES
from app.portal.uploads import ACCEPT, chosen_files
from app.processes.disclosure import grants
from app.processes.disclosure.applicant import APPLICANT
from app.processes.disclosure.conversion_acts import SuggestionSchema, may_suggest, suggest_conversion
from app.processes.disclosure.correction_application_acts import (
    ASKED,
    AskedSchema,
    apply_for_correction,
    may_ask,
)
from app.processes.disclosure.models import DisclosureRequest
from app.processes.disclosure.portal.blueprint import bp
from app.processes.disclosure.portal.granted import for_applicant, sending_key
from app.processes.disclosure.query_codes import find_request
from app.web import limits
from app.web.acting import faults_beside
from app.web.form_fields import form_view
from app.web.limits import Sending


@bp.get("/progress/<number>/correction")
@for_applicant
def ask_correction(disclosure: DisclosureRequest) -> Any:
    """What is recorded wrongly, what is true, what proves it."""
    return _page(disclosure, {}, {})


@bp.post("/progress/<number>/correction")
@for_applicant
def apply_correction(disclosure: DisclosureRequest) -> Any:
    """Send it: a case of its own, opened by the same query code."""
    typed, now = {name: request.form.get(name, "") for name in ASKED}, timekeeping.now()
    uploads, problem = chosen_files()
    sent: dict[str, Any] = {
        "actor": APPLICANT,
        "case_id": disclosure.case_id,
        "data": typed,
        "uploads": uploads,
    }
    limits.count(Sending.ANSWER, now, by=disclosure.case.number)
    if problem:
        faults = faults_beside({"files": problem}, apply_for_correction, **sent)
        return _page(disclosure, typed, faults), 422
    try:
        result = perform(apply_for_correction, now=now, key=sending_key(disclosure), **sent)
    except RuleViolation as refused:
        return _page(disclosure, typed, refused.fields or {"": refused.message}), refused.status
    return _opened(result["number"])


@bp.get("/progress/<number>/suggestion")
@for_applicant
def ask_suggestion(disclosure: DisclosureRequest) -> Any:
    """Why everybody should know it (第四十四条)."""
    return _suggestion(disclosure, {}, {})


@bp.post("/progress/<number>/suggestion")
@for_applicant
def suggest(disclosure: DisclosureRequest) -> Any:
    """Send it."""
    typed, now = {"suggestion": request.form.get("suggestion", "")}, timekeeping.now()
    limits.count(Sending.ANSWER, now, by=disclosure.case.number)
    try:
        perform(suggest_conversion, actor=APPLICANT, now=now, key=sending_key(disclosure), case_id=disclosure.case_id,
                data=typed)  # fmt: skip
    except RuleViolation as refused:
        return _suggestion(disclosure, typed, refused.fields or {"": refused.message}), refused.status
    flash("已收到您的建议，由受理机关审核")
    return redirect(url_for(".show", number=disclosure.case.number))


def _suggestion(disclosure: DisclosureRequest, typed: dict[str, Any], errors: dict[str, str]) -> Any:
    if not errors and not may_suggest(disclosure.case):
        flash("这件申请没有可以建议公开的信息，或者已经收到建议", "warning")
        return redirect(url_for(".show", number=disclosure.case.number))
    fields = [part.view for part in form_view(SuggestionSchema(), typed, errors).parts]
    return render_template(
        "disclosure/portal/suggestion.html", case=disclosure.case, fields=fields, errors=errors
    )


def _opened(number: str) -> Any:
    """Straight to the new case: who sent it has shown the code already."""
    if (found := find_request(number)) is not None:
        grants.give(grant_token(), found, timekeeping.now())
    flash(f"更正申请已收到，编号 {number}，用原来的查询码查询")
    return redirect(url_for(".show", number=number))


def _page(disclosure: DisclosureRequest, typed: dict[str, Any], errors: dict[str, str]) -> Any:
    if not may_ask(disclosure):
        flash("这件申请还没有答复，没有可以申请更正的信息", "warning")
        return redirect(url_for(".show", number=disclosure.case.number))
    fields = [part.view for part in form_view(AskedSchema(), typed, errors).parts]
    return render_template(
        "disclosure/portal/correction.html", case=disclosure.case, fields=fields, errors=errors, accept=ACCEPT,
        largest=LARGEST_FILE, most=MOST_FILES, total=LARGEST_UPLOAD,
    )  # fmt: skip
