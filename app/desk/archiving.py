"""归档 of a case that was withdrawn or closed by force: a page with the form of the step."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.models import Case
from app.casework.work.reading import readable_case
from app.desk.blueprint import bp
from app.office.permissions import Permission, check
from app.steps.closing import usual_retention
from app.steps.filing import archive_ended, step_for
from app.web.access import current_standing, signed_in
from app.web.acting import attempt, typed_values
from app.web.form_fields import form_view


def _case(number: str) -> Case:
    case = readable_case(number, current_standing())
    check(Permission.ARCHIVE_ENDED_CASE, current_standing(), case, timekeeping.today())
    return case


@bp.get("/cases/<number>/archiving")
@signed_in
def ask_archiving(number: str) -> ResponseReturnValue:
    """How long it is kept, and what is to be said of what the file lacks."""
    case = _case(number)
    return _page(case, {"retention_years": str(usual_retention(case).years)}, {})


@bp.post("/cases/<number>/archiving")
@signed_in
def archive_ended_case(number: str) -> ResponseReturnValue:
    """What is refused comes back with what was typed."""
    case, typed = _case(number), typed_values()
    if errors := attempt(archive_ended, case, data=typed):
        return _page(case, typed, errors), 422
    flash("已归档，案卷只读", "success")
    return redirect(url_for("desk.show_case", number=number))


def _page(case: Case, typed: dict[str, Any], errors: dict[str, str]) -> str:
    fields = form_view(step_for(case).schema_of(case), typed, errors).parts
    return render_template("desk/archiving.html", case=case, fields=fields, errors=errors)
