"""Pages: a new password, an account out of use or back."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.admin import people_forms, reach
from app.admin.blueprint import bp
from app.admin.people import left_behind, person_form, show_password, to_proposal
from app.admin.sending import run, sent
from app.casework.acts.errors import NotFound
from app.casework.administration import accounts, guarded
from app.casework.administration.access import is_within_access
from app.casework.contract.forms import load_schema
from app.database import db
from app.office.models import Person
from app.office.permissions import ANYWHERE, Permission, allows
from app.web.access import current_standing, requires, signed_in
from app.web.schema_fields import field_views

CLOSING = "停用后不能登录，现有登录立即结束，接口令牌立即作废。账号和办理记录保留。"


@bp.route("/people/<row_id:person_id>/password", methods=["GET", "POST"])
@signed_in
def reset_password(person_id: int) -> ResponseReturnValue:
    """Asked once; then the password is shown once. That of one of the three administrators is proposed."""
    person = account_within_reach(person_id)
    form = sent(lambda typed: _reset(person))
    if form.is_done:
        return to_proposal(form.result) if isinstance(form.result, int) else show_password(*form.result)
    is_guarded = accounts.is_guarded(person, timekeeping.today())
    return render_template(
        "admin/reset_password.html", person=person, is_guarded=is_guarded, errors=form.errors
    ), form.status


@bp.route("/people/<row_id:person_id>/active", methods=["GET", "POST"])
@requires(Permission.ADMINISTER_OFFICE)
def set_active(person_id: int) -> ResponseReturnValue:
    """Put an account out of use, or back into use, with the reason."""
    person, schema = reach.administered_person(person_id), people_forms.ReasonSchema()
    wanted = not person.is_active

    form = sent(lambda typed: _set_active(person, wanted, load_schema(schema, typed)["reason"]))
    if form.is_done and form.result is not None:
        return to_proposal(form.result)
    if form.is_done:
        flash(f"已{'恢复' if wanted else '停用'}{person.name}的账号", "success")
        return redirect(url_for(".show_person", person_id=person_id))
    title = "恢复账号" if wanted else "停用账号"
    note = "" if wanted else f"{CLOSING}{left_behind(person)}"
    fields = field_views(schema, form.typed, form.errors)
    return person_form(person, title, fields, form.errors, title, note), form.status


def account_within_reach(person_id: int) -> Person:
    """Somebody within reach of the administrator or of the security administrator. Raises NotFound."""
    standing = current_standing()
    if allows(Permission.ADMINISTER_OFFICE, standing, ANYWHERE, standing.on):
        return reach.administered_person(person_id)
    person = db.session.get(Person, person_id)
    may_manage = allows(Permission.MANAGE_TOKENS, standing, ANYWHERE, standing.on)
    if person is None or not may_manage or not is_within_access(standing, person):
        raise NotFound
    return person


def _set_active(person: Person, wanted: bool, reason: str) -> int | None:
    """Done; of one of the three administrators who is put back, the proposal."""
    if wanted and accounts.is_guarded(person, timekeeping.today()):
        return int(run(guarded.propose_reactivation, person_id=person.id, reason=reason)["proposal"])
    run(accounts.set_active, person_id=person.id, is_active=wanted, reason=reason)
    return None


def _reset(person: Person) -> int | tuple[Person, Any, dict[str, Any]]:
    person_id = person.id
    if accounts.is_guarded(person, timekeeping.today()):
        return int(run(guarded.propose_password, person_id=person_id)["proposal"])
    password = accounts.new_password(person, timekeeping.now())
    result = run(accounts.reset_password, person_id=person_id, password=password)
    return person, password, result
