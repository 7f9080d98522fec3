"""What an applicant does with a request: answer a clarification notice (补正), withdraw (撤回)."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from app import timekeeping
from app.casework.acts.commands import perform
from app.casework.terms import clocks
from app.law.errors import RuleViolation
from app.portal.limits import LARGEST_FILE, LARGEST_UPLOAD, MOST_FILES
from app.portal.uploads import ACCEPT, chosen_files
from app.processes.disclosure.applicant import APPLICANT
from app.processes.disclosure.applicant_view import waiting_for
from app.processes.disclosure.models import DisclosureRequest
from app.processes.disclosure.portal.blueprint import bp
from app.processes.disclosure.portal.granted import for_applicant, sending_key
from app.processes.disclosure.use_cases import answer_clarification
from app.processes.disclosure.withdrawal import may_be_withdrawn
from app.steps.withdrawal import withdraw_request
from app.web import limits
from app.web.acting import faults_beside
from app.web.limits import Sending


@bp.get("/progress/<number>/clarification")
@for_applicant
def clarify(disclosure: DisclosureRequest) -> Any:
    """The points of the notice, the last day, a field and uploads."""
    return clarification_page(disclosure, "", {})


@bp.post("/progress/<number>/clarification")
@for_applicant
def answer(disclosure: DisclosureRequest) -> Any:
    """Send the answer; the reply is counted anew from the next working day."""
    typed, now, number = request.form.get("answer", ""), timekeeping.now(), disclosure.case.number
    uploads, problem = chosen_files()
    sent: dict[str, Any] = {"actor": APPLICANT, "case_id": disclosure.case_id, "data": {"answer": typed},
                            "uploads": uploads}  # fmt: skip
    limits.count(Sending.ANSWER, now, by=number)
    if problem:
        faults = faults_beside({"files": problem}, answer_clarification, **sent)
        return clarification_page(disclosure, typed, faults), 422
    try:
        result = perform(answer_clarification, now=now, key=sending_key(disclosure), **sent)
    except RuleViolation as refused:
        return clarification_page(disclosure, typed, refused.fields or {"": refused.message}), refused.status
    flash(_thanks(result["late"]))
    return redirect(url_for(".show", number=number))


@bp.get("/progress/<number>/withdrawal")
@for_applicant
def consider_withdrawal(disclosure: DisclosureRequest) -> Any:
    """Asks once what a withdrawal means; the reason may stay empty."""
    return _withdrawal_page(disclosure, "", {})


@bp.post("/progress/<number>/withdrawal")
@for_applicant
def withdraw(disclosure: DisclosureRequest) -> Any:
    """The request is withdrawn and ends."""
    reason, number, now = request.form.get("reason", ""), disclosure.case.number, timekeeping.now()
    limits.count(Sending.ANSWER, now, by=number)
    try:
        perform(
            withdraw_request, actor=APPLICANT, now=now, key=sending_key(disclosure),
            case_id=disclosure.case_id, reason=reason,
        )  # fmt: skip
    except RuleViolation as refused:
        if not may_be_withdrawn(disclosure.case):
            return _cannot_withdraw(number)
        return _withdrawal_page(disclosure, reason, refused.fields or {"": refused.message}), refused.status
    flash("已撤回申请，办理终止。撤回确认书见“文书”")
    return redirect(url_for(".show", number=number))


def _thanks(is_late: bool) -> str:
    if is_late:
        return "已收到您的补正。补正期限已满，是否继续办理由经办人核对后告知您"
    return "已收到您的补正，答复期限自次一工作日起重新计算"


def clarification_page(disclosure: DisclosureRequest, typed: str, errors: dict[str, str]) -> Any:
    """The form with what was typed; leads back when nothing is to be answered any more."""
    case, found = disclosure.case, clocks.clocks_of(disclosure.case)
    waiting = waiting_for(disclosure, found, timekeeping.now())
    if waiting is None:
        flash(errors.get("", "目前没有需要您补正的事项"), "warning")
        return redirect(url_for(".show", number=case.number))
    return render_template(
        "disclosure/portal/clarification.html", case=case, waiting=waiting, typed=typed, errors=errors, accept=ACCEPT,
        largest=LARGEST_FILE, most=MOST_FILES, total=LARGEST_UPLOAD,
    )  # fmt: skip


def _withdrawal_page(disclosure: DisclosureRequest, reason: str, errors: dict[str, str]) -> Any:
    if not may_be_withdrawn(disclosure.case):
        return _cannot_withdraw(disclosure.case.number)
    return render_template(
        "disclosure/portal/withdrawal.html", case=disclosure.case, reason=reason, errors=errors
    )


def _cannot_withdraw(number: str) -> Any:
    """Back to the request, which shows the reply: also from a page that was opened before it was issued."""
    flash("这件申请已经答复或者办结，不能再撤回", "warning")
    return redirect(url_for(".show", number=number))
