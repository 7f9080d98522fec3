"""改派: a page that asks to which unit, to whom, and why."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.models import Case
from app.casework.work.reading import readable_case
from app.desk.blueprint import bp
from app.office.permissions import Permission, check
from app.steps.reassigning import reassign, schema_for
from app.web.access import current_standing, signed_in
from app.web.acting import attempt, typed_values
from app.web.form_fields import form_view


def _case(number: str) -> Case:
    case = readable_case(number, current_standing())
    check(Permission.REASSIGN_CASE, current_standing(), case, timekeeping.today())
    return case


@bp.get("/cases/<number>/reassignment")
@signed_in
def show_reassigning(number: str) -> ResponseReturnValue:
    """Where the case is not with a unit there is nothing to ask."""
    return _page(_case(number), {}, {})


@bp.post("/cases/<number>/reassignment")
@signed_in
def reassign_case(number: str) -> ResponseReturnValue:
    """Give it to the other unit."""
    case, typed = _case(number), typed_values()
    if errors := attempt(reassign, case, data=typed):
        return _page(case, typed, errors), 422
    flash("已改派，新的承办单位已收到通知", "success")
    return redirect(url_for("desk.show_case", number=number))


def _page(case: Case, typed: dict[str, Any], errors: dict[str, str]) -> str:
    view = form_view(schema_for(case), typed, errors)
    return render_template("desk/reassigning.html", case=case, fields=view.parts, errors=errors)
