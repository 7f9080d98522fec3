"""查看: one masked value, after saying why; the look is kept in the audit before the value is read."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.acts.commands import perform
from app.casework.work.reading import readable_case
from app.desk.blueprint import bp
from app.law.errors import InvalidInput
from app.office.permissions import Permission, check
from app.steps import revealing
from app.steps.revealing import secret_of
from app.web.access import current_standing, signed_in
from app.web.acting import acting
from app.web.fields import FieldView


@bp.route("/cases/<number>/reveal/<field>", methods=["GET", "POST"])
@signed_in
def reveal(number: str, field: str) -> ResponseReturnValue:
    """Ask for the reason, then show the value once, on a page that is kept nowhere."""
    case = readable_case(number, current_standing())
    secret = secret_of(case, field)
    check(Permission.UNMASK_PERSONAL_DATA, current_standing(), case, timekeeping.today())
    reason, errors = request.form.get("reason", "").strip(), {}
    shown = {"case": case, "label": secret.title, "whose": secret.whose}
    if request.method == "POST":
        try:
            perform(revealing.reveal, actor=acting(), now=timekeeping.now(), case_id=case.id, field=field,
                    reason=reason)  # fmt: skip
            return render_template("desk/revealed.html", **shown, value=secret.read())
        except InvalidInput as refused:
            errors = refused.fields
    page = render_template(
        "desk/reveal.html", **shown, field=_why(secret.whose, reason, errors), errors=errors
    )
    return page, 422 if errors else 200


def _why(whose: str, reason: str, errors: dict[str, str]) -> FieldView:
    return FieldView(
        "reason", "查看原因", reason, errors.get("reason", ""), "将与您的姓名、时间一起写入操作日志", required=True,
        maxlength=100, phrases=("核对身份", f"联系{whose}", "填写邮寄信封"), type="textarea", rows=2,
    )  # fmt: skip
