"""After a registration: number and query code for the applicant, the form of an oral request for the signature."""

from datetime import datetime, timedelta

from flask import flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.acts.errors import NotFound
from app.casework.letters.issuing import pdf_of
from app.casework.models import Case
from app.processes.disclosure import query_codes
from app.processes.disclosure.application_paper import oral_form_of
from app.processes.disclosure.desk.blueprint import bp
from app.processes.disclosure.desk.register import SESSION_KEY
from app.processes.disclosure.own_case import own_case
from app.processes.disclosure.registration import request_of
from app.web.access import current_standing, signed_in
from app.web.downloads import download
from app.web.filters import long_date

SHOWN_FOR = 10  # minutes, in which the query code can be seen again in the same browser


@bp.get("/registered/<number>")
@signed_in
def registered(number: str) -> ResponseReturnValue:
    """After registering: number and query code, to be written down or printed for the applicant."""
    case = own_case(number, current_standing())
    code = _code_once(case)
    if code is None:
        flash("查询码只在登记后显示一次", "warning")
        return redirect(url_for("desk.show_case", number=number))
    template = (
        "disclosure/desk/registered_print.html"
        if "print" in request.args
        else "disclosure/desk/registered.html"
    )
    return render_template(
        template,
        case=case,
        request_row=request_of(case),
        code=code,
        due_words=_due_words(case),
        oral_form=oral_form_of(case),
        is_reissue=session[SESSION_KEY].get("is_reissue", False),
        now=timekeeping.now(),
        printed_by=g.person.name,
    )


@bp.get("/<number>/oral-form.pdf")
@signed_in
def oral_form(number: str) -> ResponseReturnValue:
    """The form of an oral request, for the applicant's signature. Raises NotFound, LetterNotReady."""
    found = oral_form_of(own_case(number, current_standing()))
    if found is None:
        raise NotFound()
    return download(pdf_of(found))


def _due_words(case: Case) -> str:
    """Until when the reply comes, as far as the clock says it now."""
    if case.due_on is None:
        return "现在不计算答复期限" if case.received_on else "确认收到之日后起算"
    return long_date(case.due_on) + ("（暂定）" if case.due_is_provisional else "")


def _code_once(case: Case) -> str | None:
    """The code, for ten minutes to the clerk who gave it out, in the same browser; it is worked out, never stored."""
    kept = session.get(SESSION_KEY) or {}
    if (kept.get("number"), kept.get("by")) != (case.number, g.person.id):
        return None
    is_fresh = timekeeping.now() - datetime.fromisoformat(kept["at"]) < timedelta(minutes=SHOWN_FOR)
    return query_codes.code_for(kept["key"]) if is_fresh else None
