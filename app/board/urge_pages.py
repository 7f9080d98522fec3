"""Page: urge one case (催办)."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.board import reach
from app.board.blueprint import bp
from app.board.rows import rows_of
from app.board.urging import LONGEST_TEXT, urged_at
from app.board.urging import urge as urge_case
from app.casework.commands import perform
from app.casework.fields import Text
from app.casework.forms import load_schema
from app.casework.models import Case
from app.casework.recipients import people_at_work
from app.casework.schemas import OfficeSchema
from app.law.errors import RuleViolation
from app.office.permissions import Permission
from app.web.access import requires
from app.web.acting import acting, sending_key, typed_values
from app.web.schema_fields import field_views

SUGGESTED = "请抓紧办理，按期答复。"


class UrgingSchema(OfficeSchema):
    """What the supervisor says."""

    text = Text(
        "催办意见", maximum=LONGEST_TEXT, widget="textarea",
        hint="发给目前经办这件的人员，并记入办理记录；请勿写申请人的个人信息",
    )  # fmt: skip


@bp.route("/cases/<number>/urge", methods=["GET", "POST"])
@requires(Permission.URGE)
def urge(number: str) -> ResponseReturnValue:
    """The form, and the act."""
    case = reach.supervised_case(number)
    if not reach.may_urge(case.organ_id):
        abort(403)
    if request.method == "GET":
        return _page(case, {"text": SUGGESTED}, {})
    try:
        result = _urge(case)
    except RuleViolation as refusal:
        return _page(case, typed_values(), refusal.fields or {"": refusal.message}), refusal.status
    flash(f"已催办 {result['case']}，通知 {result['receivers']}", "success")
    return redirect(url_for("board.show_list", list="overdue"))


def _urge(case: Case) -> dict[str, Any]:
    values = load_schema(UrgingSchema(), typed_values())
    return perform(
        urge_case,
        actor=acting(),
        now=timekeeping.now(),
        key=sending_key(),
        case_id=case.id,
        text=values["text"],
    )


def _page(case: Case, typed: dict[str, Any], errors: dict[str, str]) -> str:
    today = timekeeping.today()
    return render_template(
        "board/urge.html", case=case, row=rows_of([case], today, may_urge=False)[0], errors=errors,
        receivers=people_at_work(case, today), urged=urged_at(case, timekeeping.now()),
        fields=field_views(UrgingSchema(), typed, errors),
    )  # fmt: skip
