"""申请延期: on a page of its own, with its reason."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.models import Case
from app.casework.terms import clocks
from app.law.clock import ClockKind
from app.office.permissions import Permission, check
from app.processes.disclosure import use_cases
from app.processes.disclosure.desk.blueprint import bp
from app.processes.disclosure.forms.extending import extension_schema
from app.processes.disclosure.own_case import own_case
from app.web.access import current_standing, signed_in
from app.web.acting import attempt, typed_values
from app.web.form_fields import form_view


def _case(number: str, needed: Permission) -> Case:
    """The case, if it may be read and this may be done. Raises NotFound or NotAllowed."""
    case = own_case(number, current_standing())
    check(needed, current_standing(), case, timekeeping.today())
    return case


@bp.get("/<number>/extension")
@signed_in
def ask_extension(number: str) -> ResponseReturnValue:
    """How long, and why."""
    return _extension_page(_case(number, Permission.REQUEST_EXTENSION), {}, {})


@bp.post("/<number>/extension")
@signed_in
def extend(number: str) -> ResponseReturnValue:
    """Send the request for more time to the head of the office."""
    case, typed = _case(number, Permission.REQUEST_EXTENSION), typed_values()
    if errors := attempt(use_cases.request_extension, case, data=typed):
        return _extension_page(case, typed, errors), 422
    flash("延期申请已提交，等待工作机构负责人审批。审批同意并告知申请人前，仍按原期限办理", "success")
    return redirect(url_for("desk.show_case", number=number))


def _extension_page(case: Case, typed: dict[str, Any], errors: dict[str, str]) -> str:
    view = form_view(extension_schema(case, timekeeping.today()), typed, errors)
    clock = clocks.clocks_of(case).running(ClockKind.REPLY)
    return render_template(
        "disclosure/desk/extension.html", case=case, fields=view.parts, errors=errors, clock=clock
    )
