"""撤回发布: asks once which statement, and why; the public is told."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.acts.commands import perform
from app.casework.models import Case
from app.law.errors import RuleViolation
from app.office.permissions import Permission, check
from app.processes.response.desk.blueprint import bp
from app.processes.response.records import own_case
from app.processes.response.withdrawing import standing_of, withdraw_statement, withdrawal_schema
from app.web.access import current_standing, signed_in
from app.web.acting import acting, sending_key, typed_values
from app.web.form_fields import form_view


def _case(number: str) -> Case:
    case = own_case(number, current_standing())
    check(Permission.PUBLISH, current_standing(), case, timekeeping.today())
    return case


@bp.get("/<number>/withdrawal")
@signed_in
def ask_withdrawal(number: str) -> ResponseReturnValue:
    """Which one, and why."""
    case = _case(number)
    found = standing_of(case)
    return _page(case, {"number": str(found[-1].number)} if found else {}, {})


@bp.post("/<number>/withdrawal")
@signed_in
def withdraw(number: str) -> ResponseReturnValue:
    """What is refused comes back with what was typed."""
    case, typed, at = _case(number), typed_values(), timekeeping.now()
    try:
        perform(withdraw_statement, actor=acting(), now=at, key=sending_key(), case_id=case.id, data=typed)
    except RuleViolation as refused:
        return _page(case, typed, dict(refused.fields) or {"": refused.message}), refused.status
    flash("已撤回，公众只能看到标题和撤回原因", "success")
    return redirect(url_for("desk.show_case", number=number))


def _page(case: Case, typed: dict[str, Any], errors: dict[str, str]) -> str:
    fields = form_view(withdrawal_schema(case), typed, errors).parts
    return render_template("response/withdrawal.html", case=case, fields=fields, errors=errors)
