"""更正登记事项 and 补发查询码: pages beside the case, for the desk of the organ."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.models import Case
from app.office.permissions import Permission, check
from app.processes.disclosure import code_reissue, corrected, corrections, query_codes
from app.processes.disclosure.correction_effects import not_yet_out
from app.processes.disclosure.desk.blueprint import bp
from app.processes.disclosure.desk.register import SESSION_KEY, with_nothing_said
from app.processes.disclosure.own_case import own_case
from app.processes.disclosure.registration import request_of
from app.web.access import current_standing, signed_in
from app.web.acting import attempt, sending_key, typed_values
from app.web.fields import new_form_key
from app.web.form_fields import form_view


def _case(number: str) -> Case:
    """The case, if it may be read and put right. Raises NotFound or NotAllowed."""
    case = own_case(number, current_standing())
    check(Permission.CORRECT_CASE, current_standing(), case, timekeeping.today())
    return case


@bp.get("/<number>/correction")
@signed_in
def corrections_page(number: str) -> str:
    """Every registered fact, and what was put right before."""
    case = _case(number)
    return render_template(
        "disclosure/desk/corrections.html", case=case, facts=corrected.registered_facts(request_of(case)),
        earlier=corrected.corrections_of(case),
    )  # fmt: skip


@bp.get("/<number>/correction/<field>")
@signed_in
def ask_correction(number: str, field: str) -> str:
    """What the fact should be, and why."""
    return _correction_page(_case(number), field, {}, {})


@bp.post("/<number>/correction/<field>")
@signed_in
def correct(number: str, field: str) -> ResponseReturnValue:
    """Put it right."""
    case, typed = _case(number), typed_values()
    if errors := attempt(corrections.correct_request, case, field=field, data=typed):
        return _correction_page(case, field, typed, errors), 422
    flash("已更正。原内容、更正后的内容和原因都已存档", "success")
    return redirect(url_for("disclosure.corrections_page", number=number))


def _correction_page(case: Case, field: str, typed: dict[str, Any], errors: dict[str, str]) -> str:
    if field not in corrections.CORRECTED:
        abort(404)
    schema = corrections.correction_schema(case, field)
    parts = form_view(schema, typed, errors).parts
    with_nothing_said(schema, [part.view for part in parts if part.view.name == field])
    now = corrected.shown(field, corrections.registered(request_of(case), field))
    return render_template(
        "disclosure/desk/correcting.html", case=case, field_name=field, fact=corrections.TITLES[field], now=now,
        fields=parts, errors=errors, not_out=not_yet_out(case) if field == "reply_way" else [],
    )  # fmt: skip


@bp.get("/<number>/query-code")
@signed_in
def ask_code(number: str) -> str:
    """Whether the identity was checked, and why."""
    return _code_page(_case(number), {}, {})


@bp.post("/<number>/query-code")
@signed_in
def reissue_code(number: str) -> ResponseReturnValue:
    """The new code is shown once, on the slip for the applicant."""
    case, typed = _case(number), typed_values()
    key = sending_key() or f"desk:{g.person.id}:{new_form_key()}"
    code = query_codes.hashed(query_codes.code_for(key))
    if errors := attempt(code_reissue.reissue_query_code, case, data=typed, query_code=code):
        return _code_page(case, typed, errors), 422
    session[SESSION_KEY] = {
        "number": case.number,
        "key": key,
        "by": g.person.id,
        "at": timekeeping.now().isoformat(),
        "is_reissue": True,
    }
    return redirect(url_for("disclosure.registered", number=number))


def _code_page(case: Case, typed: dict[str, Any], errors: dict[str, str]) -> str:
    fields = form_view(code_reissue.ReissueSchema(), typed, errors).parts
    return render_template("disclosure/desk/code_reissue.html", case=case, fields=fields, errors=errors)
