"""调整等级: on a page of its own. A lower level needs its reason; a higher one says since when the office knows."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.acts.commands import perform
from app.casework.models import Case
from app.law.errors import RuleViolation
from app.office.permissions import Permission, check
from app.processes.response.desk.blueprint import bp
from app.processes.response.grading import as_graded, level_schema, regrade_concern
from app.processes.response.records import own_case
from app.web.access import current_standing, signed_in
from app.web.acting import acting, sending_key, typed_values
from app.web.form_fields import form_view


def _case(number: str) -> Case:
    case = own_case(number, current_standing())
    check(Permission.PUBLISH, current_standing(), case, timekeeping.today())
    return case


@bp.get("/<number>/level")
@signed_in
def ask_level(number: str) -> ResponseReturnValue:
    """Which level, and why."""
    case = _case(number)
    return _page(case, as_graded(case), {})


@bp.post("/<number>/level")
@signed_in
def change_level(number: str) -> ResponseReturnValue:
    """What is refused comes back with what was typed."""
    case, typed = _case(number), typed_values()
    at = timekeeping.now()
    try:
        perform(regrade_concern, actor=acting(), now=at, key=sending_key(), case_id=case.id, data=typed)
    except RuleViolation as refused:
        return _page(case, typed, dict(refused.fields) or {"": refused.message}), refused.status
    flash("等级已调整，时限已重新计算", "success")
    return redirect(url_for("desk.show_case", number=number))


def _page(case: Case, typed: dict[str, Any], errors: dict[str, str]) -> str:
    fields = form_view(level_schema(), typed, errors).parts
    return render_template("response/level.html", case=case, fields=fields, errors=errors)
