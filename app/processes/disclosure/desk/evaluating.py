"""满意度评价 at the desk: words that wait for a look, those that may be read, the count."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.acts.errors import NotFound
from app.casework.models import Case
from app.database import db
from app.office.permissions import Permission
from app.office.vocabulary import Role
from app.processes.disclosure import evaluations
from app.processes.disclosure.desk.blueprint import bp
from app.processes.disclosure.own_case import own_case
from app.web.access import current_standing, requires
from app.web.acting import attempt, typed_values
from app.web.page_number import page_number

DECIDING = (Role.OFFICE_REVIEWER, Role.OFFICE_HEAD, Role.RESPONSIBLE_LEADER)  # as PUBLISH


@bp.get("/evaluations")
@requires(Permission.PUBLISH)
def show_evaluations() -> ResponseReturnValue:
    """Of the organs at which the person decides."""
    organs = {organ for post in current_standing().posts if post.role in DECIDING for organ in post.organ_ids}
    return render_template(
        "disclosure/desk/evaluations.html", waiting=evaluations.waiting(organs, page_number("waiting")),
        shown=evaluations.shown(organs, page_number()),
        numbers=evaluations.evaluated(organs, timekeeping.now()), decisions=evaluations.DECISIONS,
    )  # fmt: skip


@bp.post("/evaluations/<int:case_id>")
@requires(Permission.PUBLISH)
def decide_evaluation(case_id: int) -> ResponseReturnValue:
    """Whether the words may be read."""
    found = db.session.get(Case, case_id)
    if found is None:
        raise NotFound()
    case = own_case(found.number, current_standing())
    errors = attempt(evaluations.decide, case, data={"decision": typed_values().get("decision", "")})
    flash(next(iter(errors.values()), "已处理"), "warning" if errors else "success")
    return redirect(url_for("disclosure.show_evaluations"))
