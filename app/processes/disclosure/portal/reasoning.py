"""说明理由 on the portal (第三十五条): an applicant who was asked why so much is wanted answers here."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from app import timekeeping
from app.casework.acts.commands import perform
from app.law.errors import RuleViolation
from app.processes.disclosure.applicant import APPLICANT
from app.processes.disclosure.excess_acts import state_reason
from app.processes.disclosure.models import DisclosureRequest
from app.processes.disclosure.portal.blueprint import bp
from app.processes.disclosure.portal.granted import for_applicant, sending_key
from app.processes.disclosure.reason_period import reason_wanted
from app.web import limits
from app.web.limits import Sending


@bp.get("/progress/<number>/reason")
@for_applicant
def explain(disclosure: DisclosureRequest) -> Any:
    """The last day, and a field."""
    return reason_page(disclosure, "", {})


@bp.post("/progress/<number>/reason")
@for_applicant
def send_reason(disclosure: DisclosureRequest) -> Any:
    """The reason goes to the office, which judges it."""
    typed, now, number = request.form.get("answer", ""), timekeeping.now(), disclosure.case.number
    limits.count(Sending.ANSWER, now, by=number)
    try:
        perform(
            state_reason, actor=APPLICANT, now=now, key=sending_key(disclosure), case_id=disclosure.case_id,
            data={"answer": typed},
        )  # fmt: skip
    except RuleViolation as refused:
        page = reason_page(disclosure, typed, refused.fields or {"": refused.message})
        return (page, refused.status) if isinstance(page, str) else page
    flash("已收到您说明的理由，由公开工作机构审查后告知您")
    return redirect(url_for(".show", number=number))


def reason_page(disclosure: DisclosureRequest, typed: str, errors: dict[str, str]) -> Any:
    """The form with what was typed; leads back when no reason is asked for any more."""
    wanted = reason_wanted(disclosure, timekeeping.now())
    if wanted is None:
        flash(errors.get("", "目前没有需要您说明的理由"), "warning")
        return redirect(url_for(".show", number=disclosure.case.number))
    return render_template(
        "disclosure/portal/reason.html", case=disclosure.case, wanted=wanted, typed=typed, errors=errors
    )
