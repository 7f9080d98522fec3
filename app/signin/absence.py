"""Pages: one's own absence and deputy."""

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from app import timekeeping
from app.database import db
from app.office.absences import absences_from, end_absence, possible_deputies, record_absence, refuse_over
from app.office.models import Absence
from app.signin import acts, forms
from app.signin.blueprint import bp
from app.web.access import signed_in


@bp.route("/signin/absence", methods=["GET", "POST"])
@signed_in
def absences() -> ResponseReturnValue:
    """What is planned, and the form for more."""
    errors, status = forms.tried(_record) if request.method == "POST" else ({}, 200)
    if request.method == "POST" and not errors:
        flash("请假已登记", "success")
        return redirect(url_for("signin.absences"))
    today = timekeeping.today()
    fields = forms.absence_fields(possible_deputies(g.person, today), request.form, errors)
    listed = absences_from(g.person, today)
    return render_template(
        "signin/absence.html", listed=listed, fields=fields, errors=errors, today=today
    ), status


@bp.post("/signin/absence/<int:absence_id>/end")
@signed_in
def end(absence_id: int) -> Response:
    """Back today, or not going at all."""
    now = timekeeping.now()
    with acts.recorded(g.person, "person.absence_ended", "销假", now):
        absence = db.session.get(Absence, absence_id)
        if absence is None or absence.person_id != g.person.id:
            abort(404)
        end_absence(absence, now.date())
    flash("已销假", "success")
    return redirect(url_for("signin.absences"))


def _record() -> None:
    first_day, last_day = forms.absence_days(request.form)
    refuse_over(last_day, timekeeping.today())
    deputy = forms.chosen_deputy(request.form, possible_deputies(g.person, timekeeping.today()))
    reason = request.form.get("reason", "").strip()
    summary = f"登记请假，代理人：{deputy.name if deputy else '未指定'}"
    with acts.recorded(g.person, "person.absence_recorded", summary, timekeeping.now()):
        record_absence(g.person, deputy, first_day, last_day, reason)
