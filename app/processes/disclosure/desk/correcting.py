"""更正登记事项 and 补发查询码: two pages beside the case, for the desk of the organ."""

from typing import Any

from flask import flash, g, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from marshmallow import Schema

from app import timekeeping
from app.casework.acts.commands import perform
from app.casework.models import Case
from app.law.errors import RuleViolation
from app.office.permissions import Permission, check
from app.processes.disclosure import corrections, query_codes
from app.processes.disclosure.desk.blueprint import bp
from app.processes.disclosure.desk.register import SESSION_KEY
from app.processes.disclosure.own_case import own_case
from app.web.access import current_standing, signed_in
from app.web.acting import acting, sending_key, typed_values
from app.web.fields import new_form_key
from app.web.form_fields import form_view

CORRECTING = ("更正登记事项", "disclosure.correct", "已经发出的文书不变；没有发出的文书按更正后的内容写")
REISSUING = (
    "补发查询码",
    "disclosure.reissue_code",
    "补发后原查询码立即失效。补发记入操作日志，查询码本身不记",
)
Words = tuple[str, str, str]


def _case(number: str) -> Case:
    """The case, if it may be read and put right. Raises NotFound or NotAllowed."""
    case = own_case(number, current_standing())
    check(Permission.CORRECT_CASE, current_standing(), case, timekeeping.today())
    return case


@bp.get("/<number>/correction")
@signed_in
def ask_correction(number: str) -> str:
    """Which fact, what it should be, and why."""
    return _page(_case(number), corrections.CorrectionSchema(), CORRECTING, {}, {})


@bp.post("/<number>/correction")
@signed_in
def correct(number: str) -> ResponseReturnValue:
    """Put it right."""
    case, typed = _case(number), typed_values()
    try:
        perform(corrections.correct_request, actor=acting(), now=timekeeping.now(), key=sending_key(),
                case_id=case.id, data=typed)  # fmt: skip
    except RuleViolation as refused:
        return _page(case, corrections.CorrectionSchema(), CORRECTING, typed, _errors(refused)), 422
    flash("已更正。原内容、更正后的内容和原因都已存档", "success")
    return redirect(url_for("desk.show_case", number=number))


@bp.get("/<number>/query-code")
@signed_in
def ask_code(number: str) -> str:
    """Whether the identity was checked, and why."""
    return _page(_case(number), corrections.ReissueSchema(), REISSUING, {}, {})


@bp.post("/<number>/query-code")
@signed_in
def reissue_code(number: str) -> ResponseReturnValue:
    """The new code is shown once, on the slip for the applicant."""
    case, typed = _case(number), typed_values()
    key = sending_key() or f"desk:{g.person.id}:{new_form_key()}"
    code = query_codes.hashed(query_codes.code_for(key))
    try:
        perform(corrections.reissue_query_code, actor=acting(), now=timekeeping.now(), key=key, case_id=case.id,
                data=typed, query_code=code)  # fmt: skip
    except RuleViolation as refused:
        return _page(case, corrections.ReissueSchema(), REISSUING, typed, _errors(refused)), 422
    session[SESSION_KEY] = {"number": case.number, "key": key, "at": timekeeping.now().isoformat()}
    return redirect(url_for("disclosure.registered", number=number))


def _errors(refused: RuleViolation) -> dict[str, str]:
    return dict(refused.fields) or {"": refused.message}


def _page(case: Case, schema: Schema, words: Words, typed: dict[str, Any], errors: dict[str, str]) -> str:
    title, action, note = words
    view = form_view(schema, typed, errors)
    return render_template(
        "disclosure/desk/correcting.html", case=case, fields=view.parts, errors=errors, title=title, action=action,
        note=note,
    )  # fmt: skip
