"""Pages: a new password, an account out of use or back."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.admin import people_forms, reach
from app.admin.blueprint import bp
from app.admin.people import person_form, show_password
from app.admin.sending import run, sent
from app.casework.acts.errors import NotFound
from app.casework.administration import accounts
from app.casework.administration.access import is_within_access
from app.casework.contract.forms import load_schema
from app.database import db
from app.office.models import Person
from app.office.permissions import ANYWHERE, Permission, allows
from app.web.access import current_standing, requires, signed_in
from app.web.schema_fields import field_views


@bp.route("/people/<row_id:person_id>/password", methods=["GET", "POST"])
@signed_in
def reset_password(person_id: int) -> ResponseReturnValue:
    """Asked once; then the password is shown once. The command decides whose hand this is in (三员分立)."""
    person = _account(person_id)
    form = sent(lambda typed: _reset(person))
    if form.is_done:
        return show_password(*form.result)
    return render_template("admin/reset_password.html", person=person, errors=form.errors), form.status


@bp.route("/people/<row_id:person_id>/active", methods=["GET", "POST"])
@requires(Permission.ADMINISTER_OFFICE)
def set_active(person_id: int) -> ResponseReturnValue:
    """Put an account out of use, or back into use, with the reason."""
    person, schema = reach.administered_person(person_id), people_forms.ReasonSchema()
    wanted = not person.is_active

    def act(typed: dict[str, str]) -> None:
        run(accounts.set_active, person_id=person_id, is_active=wanted, **load_schema(schema, typed))

    form = sent(act)
    if form.is_done:
        flash(f"已{'恢复' if wanted else '停用'}{person.name}的账号", "success")
        return redirect(url_for(".show_person", person_id=person_id))
    title = "恢复账号" if wanted else "停用账号"
    note = (
        ""
        if wanted
        else "停用后不能登录，现有登录立即结束，接口令牌立即作废；名下未办完的待办请先转办。账号和办理记录保留。"
    )
    fields = field_views(schema, form.typed, form.errors)
    return person_form(person, title, fields, form.errors, title, note), form.status


def _account(person_id: int) -> Person:
    """Somebody within reach of the administrator or of the security administrator. Raises NotFound."""
    standing = current_standing()
    if allows(Permission.ADMINISTER_OFFICE, standing, ANYWHERE, standing.on):
        return reach.administered_person(person_id)
    person = db.session.get(Person, person_id)
    may_manage = allows(Permission.MANAGE_TOKENS, standing, ANYWHERE, standing.on)
    if person is None or not may_manage or not is_within_access(standing, person):
        raise NotFound
    return person


def _reset(person: Person) -> tuple[Person, Any, dict[str, Any]]:
    person_id = person.id
    password = accounts.new_password(person, timekeeping.now())
    result = run(accounts.reset_password, person_id=person_id, password=password)
    return person, password, result
