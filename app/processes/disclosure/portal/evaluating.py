"""满意度评价 on the portal: one form, once after the reply."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from app import timekeeping
from app.casework.acts.commands import perform
from app.law.errors import RuleViolation
from app.processes.disclosure.applicant import APPLICANT
from app.processes.disclosure.evaluations import SCORES, evaluate, may_evaluate
from app.processes.disclosure.models import DisclosureRequest
from app.processes.disclosure.portal.blueprint import bp
from app.processes.disclosure.portal.granted import for_applicant, sending_key
from app.web import limits
from app.web.limits import Sending


@bp.get("/progress/<number>/evaluation")
@for_applicant
def judge(disclosure: DisclosureRequest) -> Any:
    """Five steps and a field."""
    return _page(disclosure, {}, {})


@bp.post("/progress/<number>/evaluation")
@for_applicant
def send_evaluation(disclosure: DisclosureRequest) -> Any:
    """It is kept; nothing follows for the request."""
    typed = {name: request.form.get(name, "") for name in ("score", "words")}
    number, now = disclosure.case.number, timekeeping.now()
    limits.count(Sending.ANSWER, now, by=number)
    try:
        perform(
            evaluate,
            actor=APPLICANT,
            now=now,
            key=sending_key(disclosure),
            case_id=disclosure.case_id,
            data=typed,
        )
    except RuleViolation as refused:
        page = _page(disclosure, typed, refused.fields or {"": refused.message})
        return (page, refused.status) if isinstance(page, str) else page
    flash("感谢您的评价")
    return redirect(url_for(".show", number=number))


def _page(disclosure: DisclosureRequest, typed: dict[str, str], errors: dict[str, str]) -> Any:
    if not may_evaluate(disclosure):
        flash("答复送达后可以评价一次，现在不能评价", "warning")
        return redirect(url_for(".show", number=disclosure.case.number))
    return render_template(
        "disclosure/portal/evaluation.html", case=disclosure.case, typed=typed, errors=errors, scores=SCORES
    )
