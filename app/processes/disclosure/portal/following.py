"""进度查询: number and query code once, then the request in plain words for half an hour."""

from typing import Any

from flask import redirect, render_template, request, url_for

from app import timekeeping
from app.casework.papers.documents import documents_of
from app.law.errors import RuleViolation
from app.portal.browser import draft_name, forget_grant, grant_token
from app.processes.disclosure import grants
from app.processes.disclosure.applicant_letters import own_papers, reply_papers
from app.processes.disclosure.applicant_view import view_for_applicant
from app.processes.disclosure.application_drafts import end_receipts
from app.processes.disclosure.conversion_acts import may_suggest
from app.processes.disclosure.correction_application_acts import may_ask
from app.processes.disclosure.linked import links_of, words_of
from app.processes.disclosure.models import DisclosureRequest
from app.processes.disclosure.portal.answering import clarification_page
from app.processes.disclosure.portal.blueprint import bp
from app.processes.disclosure.portal.granted import for_applicant
from app.processes.disclosure.portal.reasoning import reason_page
from app.processes.disclosure.query_codes import about
from app.processes.disclosure.reason_period import reason_wanted
from app.processes.disclosure.use_cases import open_for_applicant
from app.web import known_browser
from app.web.access import public
from app.web.addresses import client_address
from app.web.errors import waiting_header
from app.web.limits import count_stranger


@bp.get("/progress")
@public
def progress() -> str:
    """Ask for number and query code."""
    return _ask("", {})


@bp.post("/progress")
@public
def look_up() -> Any:
    """Check number and code; wrong ones are counted and slowed down. The code never stands in an address."""
    number, code = (request.form.get(name, "").strip()[:60] for name in ("number", "code"))
    if errors := _blanks(number, code):
        return _ask(number, errors), 422
    try:
        device = known_browser.mark_for(about(number))
        count_stranger(device, timekeeping.now())
        found = open_for_applicant(number, code, client_address(), timekeeping.now(), device)
    except RuleViolation as refused:
        return _ask(number, {"code": refused.message}), refused.status, waiting_header(refused)
    known_browser.remember(about(number))
    grants.give(grant_token(), found, timekeeping.now())
    if typed := request.form.get("answer"):
        return answer_page(found, typed)
    return redirect(url_for(".show", number=found.case.number))


def answer_page(found: DisclosureRequest, typed: str) -> Any:
    """The form whose sending was stopped by the end of the half hour, with what was typed."""
    if reason_wanted(found, timekeeping.now()) is not None:
        return reason_page(found, typed, {})
    return clarification_page(found, typed, {})


def _blanks(number: str, code: str) -> dict[str, str]:
    asked = {"number": (number, "请填写申请编号"), "code": (code, "请填写查询码")}
    return {name: words for name, (typed, words) in asked.items() if not typed}


def _ask(number: str, errors: dict[str, str]) -> str:
    answer = request.form.get("answer", "")
    return render_template("disclosure/portal/progress.html", number=number, errors=errors, answer=answer)


@bp.get("/progress/<number>")
@for_applicant
def show(disclosure: DisclosureRequest) -> str:
    """Where the request stands, until when, and what the applicant can do."""
    papers = documents_of(disclosure.case)
    return render_template(
        "disclosure/portal/request.html", view=view_for_applicant(disclosure, timekeeping.now()),
        case=disclosure.case, own=own_papers(disclosure, papers), attachments=reply_papers(disclosure),
        others=[words_of(one, disclosure.case) for one in links_of(disclosure.case)], may_correct=may_ask(disclosure),
        may_suggest=may_suggest(disclosure.case),
    )  # fmt: skip


@bp.post("/progress/signout")
@public
def leave() -> Any:
    """退出查询: what this browser may see ends on the server, the receipt with its query code too."""
    grants.end(grant_token())
    end_receipts(draft_name())
    forget_grant()
    return render_template("disclosure/portal/left.html")
