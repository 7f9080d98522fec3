"""转交其他机关 and 更换答复 on the desk: each opens another case."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.models import Case
from app.office.permissions import Permission, check
from app.processes.disclosure import passing_on, redo
from app.processes.disclosure.desk.blueprint import bp
from app.processes.disclosure.own_case import own_case
from app.processes.disclosure.queries import is_reply_out
from app.processes.disclosure.registration import request_of
from app.web.access import current_standing, signed_in
from app.web.acting import attempt, typed_values
from app.web.form_fields import form_view


def _case(number: str) -> Case:
    """The case, if it may be read and passed on. Raises NotFound or NotAllowed."""
    case = own_case(number, current_standing())
    check(Permission.PASS_ON, current_standing(), case, timekeeping.today())
    return case


@bp.get("/<number>/passing-on")
@signed_in
def ask_passing_on(number: str) -> str:
    """To whom, and how the applicant consented."""
    return _page(_case(number), {}, {})


@bp.post("/<number>/passing-on")
@signed_in
def pass_on(number: str) -> ResponseReturnValue:
    """Open the case at the other organ."""
    case, typed = _case(number), typed_values()
    if errors := attempt(passing_on.pass_on, case, data=typed):
        return _page(case, typed, errors), 422
    flash("已转交。答复书会写明转交的机关、日期和新的申请编号", "success")
    return redirect(url_for("desk.show_case", number=number))


def _page(case: Case, typed: dict[str, Any], errors: dict[str, str]) -> str:
    view = form_view(passing_on.passing_on_schema(case, timekeeping.today()), typed, errors)
    return render_template("disclosure/desk/passing_on.html", case=case, fields=view.parts, errors=errors)


@bp.get("/<number>/replacement")
@signed_in
def ask_replacement(number: str) -> str:
    """Why the reply is given anew."""
    return _replacement(_replaced(number), {}, {})


@bp.post("/<number>/replacement")
@signed_in
def replace_reply(number: str) -> ResponseReturnValue:
    """Open the case in which it is."""
    case, typed = _replaced(number), typed_values()
    if errors := attempt(redo.replace_reply, case, data=typed):
        return _replacement(case, typed, errors), 422
    flash("已另开新件。新的答复送出后，原答复标明已撤回、由新的替代，两份都保留", "success")
    return redirect(url_for("desk.show_case", number=number))


def _replaced(number: str) -> Case:
    """The case, if it may be read and its reply replaced. Raises NotFound or NotAllowed."""
    case = own_case(number, current_standing())
    check(Permission.RECALL_LETTER, current_standing(), case, timekeeping.today())
    return case


def _replacement(case: Case, typed: dict[str, Any], errors: dict[str, str]) -> str:
    view = form_view(redo.ReplacementSchema(), typed, errors)
    return render_template("disclosure/desk/replacement.html", case=case, is_out=is_reply_out(request_of(case)),
                           fields=view.parts, errors=errors)  # fmt: skip
