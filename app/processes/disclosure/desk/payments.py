"""缴费 on the desk, beside the tasks: strike out what was entered by mistake, enter what was paid back."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.models import Case
from app.office.permissions import Permission, check
from app.processes.disclosure import fee_acts as acts
from app.processes.disclosure.desk.blueprint import bp
from app.processes.disclosure.desk.excess import Doing
from app.processes.disclosure.fee_waiting import words_of_voiding
from app.processes.disclosure.fees import charge_of, words_of
from app.processes.disclosure.own_case import own_case
from app.web.access import current_standing, signed_in
from app.web.acting import attempt, typed_values
from app.web.form_fields import form_view

MAY = Permission.CORRECT_CASE
DOINGS = {
    "void": Doing("作废缴费登记", "x-circle", MAY, acts.VoidSchema, acts.void_payment, "作废", "已作废，等待缴费"),
    "refund": Doing("登记退付", "arrow-counterclockwise", MAY, acts.RefundSchema, acts.record_refund, "登记退付",
                    "已登记退付"),
}  # fmt: skip


def _case(number: str) -> Case:
    """The case, if it may be read and its record put right. Raises NotFound or NotAllowed."""
    case = own_case(number, current_standing())
    check(MAY, current_standing(), case, timekeeping.today())
    return case


@bp.get("/<number>/payments/void")
@signed_in
def ask_void(number: str) -> str:
    """The payments on record, and which was none."""
    return _page(_case(number), "void", {}, {})


@bp.get("/<number>/payments/refund")
@signed_in
def ask_refund(number: str) -> str:
    """The payments on record, and what was paid back."""
    return _page(_case(number), "refund", {}, {})


@bp.post("/<number>/payments/void", defaults={"doing": "void"})
@bp.post("/<number>/payments/refund", defaults={"doing": "refund"})
@signed_in
def do_payment(number: str, doing: str) -> ResponseReturnValue:
    """Do it."""
    case, what, typed = _case(number), DOINGS[doing], typed_values()
    if errors := attempt(what.use, case, data=typed):
        return _page(case, doing, typed, errors), 422
    flash(what.done, "success")
    return redirect(url_for("desk.show_case", number=number))


def _page(case: Case, doing: str, typed: dict[str, Any], errors: dict[str, str]) -> str:
    what, charge = DOINGS[doing], charge_of(case)
    view = form_view(what.schema(), typed, errors)
    return render_template(
        "disclosure/desk/payment.html", case=case, doing=what, path=doing, fields=view.parts, errors=errors,
        charge=charge, said=words_of(charge) if charge is not None else "没有收费",
        effect=words_of_voiding(case) if doing == "void" else "",
    )  # fmt: skip
