"""Pages: posts of a person (任职) and absences (请假)."""

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from app import timekeeping
from app.admin import people_forms, reach
from app.admin.blueprint import bp
from app.admin.people import left_behind, left_without, person_form, to_proposal
from app.admin.sending import run, sent
from app.casework.acts.errors import NotFound
from app.casework.administration import guarded, people
from app.casework.contract.forms import load_schema
from app.database import db
from app.office.absences import absences_from, possible_deputies
from app.office.models import Appointment
from app.office.permissions import Permission
from app.office.vocabulary import SEPARATED_ROLES, Role
from app.web.access import requires
from app.web.schema_fields import field_views


@bp.route("/people/<row_id:person_id>/appoint", methods=["GET", "POST"])
@requires(Permission.ADMINISTER_OFFICE)
def appoint(person_id: int) -> ResponseReturnValue:
    """A further post, with its dates."""
    person, today = reach.administered_person(person_id), timekeeping.today()
    schema = people_forms.post_schema(reach.lasting_units(today))

    def act(typed: dict[str, str]) -> int | None:
        values = load_schema(schema, typed)
        values["unit_id"] = int(values["unit_id"])
        use = guarded.propose_appointment if values["role"] in SEPARATED_ROLES else people.appoint_person
        return run(use, person_id=person_id, **values).get("proposal")

    form = sent(act)
    if form.is_done and form.result is not None:
        return to_proposal(form.result)
    if form.is_done:
        flash(f"已登记{person.name}的任职", "success")
        return redirect(url_for(".show_person", person_id=person_id))
    fields = field_views(schema, form.values({"valid_from": today}), form.errors)
    return person_form(person, "新增任职", fields, form.errors, "登记任职"), form.status


@bp.route("/appointments/<row_id:appointment_id>/end", methods=["GET", "POST"])
@requires(Permission.ADMINISTER_OFFICE)
def end_post(appointment_id: int) -> ResponseReturnValue:
    """The last day of a post."""
    held, schema = _appointment(appointment_id), people_forms.EndPostSchema()
    form = sent(
        lambda typed: run(people.end_appointment, appointment_id=appointment_id, **load_schema(schema, typed))
    )
    if form.is_done:
        flash(f"已登记{held.person.name}任职的最后一天", "success")
        return redirect(url_for(".show_person", person_id=held.person_id))
    fields = field_views(schema, form.values({"last_day": timekeeping.today()}), form.errors)
    note = f"{held.unit.name}{Role(held.role).title_zh}。{left_behind(held.person)}{left_without(held)}"
    return person_form(held.person, "结束任职", fields, form.errors, "结束任职", note), form.status


@bp.route("/people/<row_id:person_id>/absence", methods=["GET", "POST"])
@requires(Permission.ADMINISTER_OFFICE)
def record_absence(person_id: int) -> ResponseReturnValue:
    """For somebody who cannot enter it themselves."""
    person, today = reach.administered_person(person_id), timekeeping.today()
    schema = people_forms.absence_schema(possible_deputies(person, today))

    def act(typed: dict[str, str]) -> None:
        values = load_schema(schema, typed)
        values["deputy_id"] = int(values["deputy_id"]) if values["deputy_id"] else None
        run(people.record_absence_of, person_id=person_id, **values)

    form = sent(act)
    if form.is_done:
        flash(f"已登记{person.name}请假", "success")
        return redirect(url_for(".show_person", person_id=person_id))
    fields = field_views(schema, form.values({"first_day": today}), form.errors)
    return person_form(person, "登记请假", fields, form.errors, "登记请假"), form.status


@bp.route("/people/<row_id:person_id>/absences/<row_id:absence_id>/deputy", methods=["GET", "POST"])
@requires(Permission.ADMINISTER_OFFICE)
def change_deputy(person_id: int, absence_id: int) -> ResponseReturnValue:
    """Another deputy, when the one named cannot."""
    person, today = reach.administered_person(person_id), timekeeping.today()
    absence = next((one for one in absences_from(person, today) if one.id == absence_id), None) or abort(404)
    schema = people_forms.deputy_schema(possible_deputies(person, max(today, absence.first_day)))

    def act(typed: dict[str, str]) -> None:
        chosen = load_schema(schema, typed)["deputy_id"]
        run(people.change_deputy_of, absence_id=absence_id, deputy_id=int(chosen) if chosen else None)

    form = sent(act)
    if form.is_done:
        flash(f"已改派{person.name}的代理人", "success")
        return redirect(url_for(".show_person", person_id=person_id))
    fields = field_views(schema, form.values({"deputy_id": str(absence.deputy_id or "")}), form.errors)
    note = f"请假 {absence.first_day} 至 {absence.last_day}。改派后由新的代理人办理其名下的待办。"
    return person_form(person, "改派代理人", fields, form.errors, "改派", note), form.status


@bp.post("/people/<row_id:person_id>/absences/<int:absence_id>/end")
@requires(Permission.ADMINISTER_OFFICE)
def end_absence(person_id: int, absence_id: int) -> Response:
    """Back, or not going at all."""
    person = reach.administered_person(person_id)
    run(people.end_absence_of, absence_id=absence_id)
    flash(f"{person.name}已销假", "success")
    return redirect(url_for(".show_person", person_id=person_id))


def _appointment(appointment_id: int) -> Appointment:
    held = db.session.get(Appointment, appointment_id)
    if held is None:
        raise NotFound
    reach.administered_unit(held.unit_id)
    return held
