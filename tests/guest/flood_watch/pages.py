"""The guest's pages: public forms, pages of the desk, a call of the API."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.api.access import caller, idempotency_key, token_required
from app.api.described import ApiBlueprint, described
from app.api.kinds import text, thing
from app.api.parsing import form_or_json
from app.casework.acts.actor import APPLICANT
from app.casework.acts.commands import perform
from app.casework.acts.errors import NotFound
from app.casework.contract.schemas import json_schema
from app.casework.models import Case
from app.casework.publications import lists
from app.casework.work.reading import readable_case
from app.law.errors import InvalidInput
from app.office.permissions import Permission, check
from app.web.access import current_standing, public, requires, signed_in
from app.web.acting import acting, sending_key, typed_values
from app.web.fields import FieldView
from app.web.limits import Sending, limited
from app.web.schema_fields import field_views
from tests.guest.flood_watch.acts import ReportSchema, report_flood
from tests.guest.flood_watch.bulletin import ViewSchema, send_view, withdraw_bulletin

portal = Blueprint("flood_portal", __name__, url_prefix="/flood", template_folder="templates")
desk = Blueprint("flood_desk", __name__, url_prefix="/desk/flood")
api = ApiBlueprint("flood_api", __name__, url_prefix="/api/v1/flood", description="汛情")


@portal.get("/")
@public
def ask() -> str:
    """The form for everybody."""
    return _report_page("report", {}, {})


@portal.post("/")
@public
@limited(Sending.APPLICATION)
def tell() -> ResponseReturnValue:
    """Somebody tells of rising water."""
    data = typed_values()
    try:
        result = perform(report_flood, actor=APPLICANT, now=timekeeping.now(), data=data)
    except InvalidInput as refused:
        return _report_page("report", data, refused.fields), 422
    return redirect(url_for(".ask", told=result["number"]))


@portal.get("/bulletins/<int:publication_id>/views")
@public
def ask_view(publication_id: int) -> str:
    """The form under a bulletin; what stands no more says so when it is sent, and on its own page."""
    return _view_page(publication_id, {}, {})


@portal.post("/bulletins/<int:publication_id>/views")
@public
@limited(Sending.ANSWER)
def tell_view(publication_id: int) -> ResponseReturnValue:
    """Somebody says something to a bulletin."""
    data, case_id = typed_values(), _bulletin(publication_id).case_id
    try:
        perform(send_view, actor=APPLICANT, now=timekeeping.now(), case_id=case_id,
                publication_id=publication_id, data=data)  # fmt: skip
    except InvalidInput as refused:
        return _view_page(publication_id, data, refused.fields), 422
    return redirect(url_for(".ask_view", publication_id=publication_id, told="1"))


@desk.get("/")
@requires(Permission.REGISTER_CASE)
def register_page() -> str:
    """The desk uses the same fields."""
    return _report_page("register", {}, {})


@desk.post("/")
@requires(Permission.REGISTER_CASE)
def register() -> ResponseReturnValue:
    """A clerk registers what was told by telephone."""
    data = typed_values()
    try:
        result = perform(report_flood, actor=acting(), now=timekeeping.now(), key=sending_key(), data=data)
    except InvalidInput as refused:
        return _report_page("register", data, refused.fields), 422
    return redirect(url_for("desk.show_case", number=result["number"]))


@desk.get("/<number>/withdrawal")
@signed_in
def ask_withdrawal(number: str) -> str:
    """Asks once: what was withdrawn cannot be read again."""
    return _withdrawal_page(_own_case(number), "", {})


@desk.post("/<number>/withdrawal")
@signed_in
def withdraw(number: str) -> ResponseReturnValue:
    """Take the bulletin back."""
    case, reason = _own_case(number), request.form.get("reason", "")
    try:
        perform(withdraw_bulletin, actor=acting(), now=timekeeping.now(), key=sending_key(), case_id=case.id,
                reason=reason)  # fmt: skip
    except InvalidInput as refused:
        return _withdrawal_page(case, reason, refused.fields), 422
    flash("通报已撤回", "success")
    return redirect(url_for("desk.show_case", number=number))


@api.post("/reports")
@described(thing(number=text("办件编号")), status=201, body=json_schema(ReportSchema()))
@token_required
def register_by_program() -> tuple[dict[str, Any], int]:
    """登记一条汛情。"""
    data, _uploads = form_or_json()
    key = idempotency_key()
    return perform(report_flood, actor=caller(), now=timekeeping.now(), key=key, data=data), 201


def _report_page(name: str, typed: dict[str, Any], errors: dict[str, str]) -> str:
    views = field_views(ReportSchema(), typed, errors)
    return render_template(f"flood_watch/{name}.html", fields=views, errors=errors)


def _view_page(publication_id: int, typed: dict[str, Any], errors: dict[str, str]) -> str:
    entry, views = _bulletin(publication_id), field_views(ViewSchema(), typed, errors)
    return render_template("flood_watch/view.html", entry=entry, fields=views, errors=errors)


def _withdrawal_page(case: Case, reason: str, errors: dict[str, str]) -> str:
    field = FieldView("reason", "撤回原因", reason, errors.get("reason", ""), "向公众说明", required=True,
                      type="textarea", maxlength=300, rows=3)  # fmt: skip
    return render_template("flood_watch/withdrawal.html", case=case, field=field, errors=errors)


def _bulletin(publication_id: int) -> Any:
    found = lists.find(publication_id, timekeeping.now())
    if found is None or found.publication.process != "flood_watch":
        raise NotFound()
    return found.publication


def _own_case(number: str) -> Case:
    case = readable_case(number, current_standing())
    if case.process != "flood_watch":
        raise NotFound()
    check(Permission.PUBLISH, current_standing(), case, timekeeping.today())
    return case
