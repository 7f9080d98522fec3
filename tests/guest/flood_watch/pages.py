"""The guest's pages: a public form, a page of the desk, a call of the API."""

from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for

from app import timekeeping
from app.api.access import caller, idempotency_key, token_required
from app.api.described import ApiBlueprint, described
from app.api.kinds import text, thing
from app.api.parsing import form_or_json
from app.casework.acts.actor import APPLICANT, of_person
from app.casework.acts.commands import perform
from app.casework.contract.schemas import json_schema
from app.office.permissions import Permission
from app.web.access import public, requires
from app.web.limits import Sending, limited
from tests.guest.flood_watch.acts import ReportSchema, report_flood

portal = Blueprint("flood_portal", __name__, url_prefix="/flood", template_folder="templates")
desk = Blueprint("flood_desk", __name__, url_prefix="/desk/flood")
api = ApiBlueprint("flood_api", __name__, url_prefix="/api/v1/flood", description="汛情")


@portal.get("/")
@public
def ask() -> str:
    """The form for everybody."""
    return render_template("flood_watch/report.html", active="flood_portal.ask")


@portal.post("/")
@public
@limited(Sending.APPLICATION)
def tell() -> Any:
    """Somebody tells of rising water."""
    result = perform(report_flood, actor=APPLICANT, now=timekeeping.now(), data=_typed())
    return redirect(url_for(".ask", told=result["number"]))


@desk.get("/")
@requires(Permission.REGISTER_CASE)
def register_page() -> Any:
    """The desk uses the same form."""
    return redirect(url_for("flood_portal.ask"))


@desk.post("/")
@requires(Permission.REGISTER_CASE)
def register() -> Any:
    """A clerk registers what was told by telephone."""
    result = perform(report_flood, actor=of_person(g.person), now=timekeeping.now(), data=_typed())
    return redirect(f"/desk/cases/{result['number']}")


@api.post("/reports")
@described(thing(number=text("办件编号")), status=201, body=json_schema(ReportSchema()))
@token_required
def register_by_program() -> tuple[dict[str, Any], int]:
    """登记一条汛情。"""
    data, _uploads = form_or_json()
    key = idempotency_key()
    return perform(report_flood, actor=caller(), now=timekeeping.now(), key=key, data=data), 201


def _typed() -> dict[str, str]:
    return {name: value for name, value in request.form.items() if name != "csrf_token"}
