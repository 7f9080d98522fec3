"""登记撤回 of a case by its party, and 撤回异议 by whoever objected to a text: each on a page with its reason."""

from dataclasses import replace

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.acts.errors import NotFound
from app.casework.models import Case, Opinion
from app.casework.texts.signatures import opinion_of
from app.casework.work.reading import readable_case
from app.desk.blueprint import bp
from app.desk.confirming import attempt_shown
from app.office.permissions import Permission, check
from app.steps import signoff
from app.steps.finding import needed_step
from app.steps.withdrawal import WRITTEN, Withdrawal, paper_schema, record_withdrawal
from app.web.access import current_standing, signed_in
from app.web.acting import attempt
from app.web.fields import FieldView
from app.web.schema_fields import field_views

MISSING = {
    "received_on": "请填写收到撤回材料之日",
    "reason": "请写明撤回材料的情况，如“收发室签收的书面撤回申请”",
}
"""What the desk states of every withdrawal; a program that leaves the day out means today, the way a paper."""


def _case(number: str) -> Case:
    case = readable_case(number, current_standing())
    check(Permission.RECORD_WITHDRAWAL, current_standing(), case, timekeeping.today())
    return case


def _step(case: Case) -> Withdrawal:
    return needed_step(case, Withdrawal, "撤回")


@bp.get("/cases/<number>/withdrawal")
@signed_in
def ask_withdrawal(number: str) -> ResponseReturnValue:
    """Asks once: a withdrawal ends the case. Where the process's rule forbids it there is nothing to ask."""
    case = _case(number)
    _step(case).check(case)
    return _withdrawal_page(
        case, {"reason": "", "received_on": timekeeping.today().isoformat(), "way": WRITTEN}, {}
    )


@bp.post("/cases/<number>/withdrawal")
@signed_in
def withdraw(number: str) -> ResponseReturnValue:
    """Record a withdrawal that came on paper or by word of mouth; its confirmation is shown before it is numbered."""
    case = _case(number)
    typed = {name: request.form.get(name, "").strip() for name in (*MISSING, "way")}
    errors = {name: words for name, words in MISSING.items() if not typed[name]}
    if errors or "back" in request.args:
        return _withdrawal_page(case, typed, errors), 422 if errors else 200
    tried = attempt_shown(record_withdrawal, case, "登记撤回", **typed)
    if tried.errors:
        return _withdrawal_page(case, typed, tried.errors), 422
    if tried.page is not None:
        return tried.page
    confirmation = _step(case).confirmation
    flash("已登记撤回，办理终止" + (f"，{confirmation}已制发" if confirmation else ""), "success")
    return redirect(url_for("desk.show_case", number=number))


def _withdrawal_page(case: Case, typed: dict[str, str], errors: dict[str, str]) -> str:
    fields = [replace(one, required=True) for one in field_views(paper_schema(), typed, errors)]
    return render_template("desk/withdrawal.html", case=case, fields=fields, errors=errors, step=_step(case))


@bp.get("/cases/<number>/objections/<int:opinion_id>/withdrawal")
@signed_in
def ask_objection(number: str, opinion_id: int) -> ResponseReturnValue:
    """Asks once, with the reason."""
    case = readable_case(number, current_standing())
    return _objection_page(case, _opinion(case, opinion_id), "", {})


@bp.post("/cases/<number>/objections/<int:opinion_id>/withdrawal")
@signed_in
def withdraw_objection(number: str, opinion_id: int) -> ResponseReturnValue:
    """Lift one's own objection; the text itself stays as it is."""
    case, reason = readable_case(number, current_standing()), request.form.get("reason", "").strip()
    errors = attempt(signoff.withdraw_objection, case, opinion_id=opinion_id, reason=reason)
    if errors:
        return _objection_page(case, _opinion(case, opinion_id), reason, errors), 422
    flash("异议已撤回", "success")
    return redirect(url_for("desk.show_case", number=number))


def _opinion(case: Case, opinion_id: int) -> Opinion:
    found = opinion_of(case, opinion_id)
    if found is None:
        raise NotFound()
    return found


def _objection_page(case: Case, opinion: Opinion, reason: str, errors: dict[str, str]) -> str:
    field = FieldView(
        "reason", "撤回理由", reason, errors.get("reason", ""), "写入办理记录", required=True, type="textarea",
        maxlength=signoff.LONGEST_REASON, rows=3,
    )  # fmt: skip
    return render_template("desk/objection.html", case=case, opinion=opinion, field=field, errors=errors)
