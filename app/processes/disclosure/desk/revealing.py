"""查看: one masked value, after saying why; the look is kept in the audit before the value is read."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.acts.commands import perform
from app.casework.acts.errors import NotFound
from app.law.errors import InvalidInput
from app.office.permissions import Permission, check
from app.processes.disclosure import use_cases
from app.processes.disclosure.desk.blueprint import bp
from app.processes.disclosure.own_case import own_case
from app.processes.disclosure.registration import request_of
from app.web.access import current_standing, signed_in
from app.web.acting import acting
from app.web.fields import FieldView

FIELDS = {"identity_number": "证件号码", "telephone": "联系电话", "address": "通信地址", "email": "电子邮箱"}


@bp.route("/<number>/reveal/<field>", methods=["GET", "POST"])
@signed_in
def reveal(number: str, field: str) -> ResponseReturnValue:
    """Ask for the reason, then show the value once, on a page that is kept nowhere."""
    case = own_case(number, current_standing())
    if field not in FIELDS:
        raise NotFound()
    check(Permission.UNMASK_PERSONAL_DATA, current_standing(), case, timekeeping.today())
    reason, errors = request.form.get("reason", "").strip(), {}
    if request.method == "POST":
        try:
            perform(
                use_cases.reveal,
                actor=acting(),
                now=timekeeping.now(),
                case_id=case.id,
                field=field,
                reason=reason,
            )
            value = request_of(case).applicant.reveal(field)
            return render_template(
                "disclosure/desk/revealed.html", case=case, label=FIELDS[field], value=value
            )
        except InvalidInput as refused:
            errors = refused.fields
    why = FieldView(
        "reason",
        "查看原因",
        reason,
        errors.get("reason", ""),
        "将与您的姓名、时间一起写入操作日志",
        required=True,
        maxlength=100,
        phrases=("核对身份", "联系申请人", "填写邮寄信封"),
        type="textarea",
        rows=2,
    )
    page = render_template(
        "disclosure/desk/reveal.html", case=case, label=FIELDS[field], field=why, errors=errors
    )
    return page, 422 if errors else 200
