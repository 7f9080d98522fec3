"""起草政策文件, and 整套撤回: each on a page of its own."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.acts.commands import perform
from app.casework.contract.rows import CaseAct
from app.casework.models import Case
from app.database import db
from app.law.errors import RuleViolation
from app.office.models import OrgUnit
from app.office.permissions import Permission, check
from app.office.vocabulary import Role
from app.processes.interpretation import use_cases
from app.processes.interpretation.deployment import NothingToWithdraw, standing_of_package
from app.processes.interpretation.desk.blueprint import bp
from app.processes.interpretation.desk.co_signing import is_co_signing
from app.processes.interpretation.desk.comparing import may_be_compared
from app.processes.interpretation.package import own_case
from app.processes.interpretation.reviewing import is_to_be_reviewed
from app.processes.interpretation.use_cases import BeginSchema, WithdrawSchema, may_be_withdrawn
from app.web.access import current_standing, requires, signed_in
from app.web.acting import acting, sending_key, typed_values
from app.web.fields import FieldView
from app.web.form_fields import form_view


def own_units() -> list[OrgUnit]:
    """The units for which the person drafts today: the organ of each post, its sections left aside."""
    posts = [post for post in current_standing().posts if post.role in (Role.HANDLER, Role.UNIT_HEAD)]
    found = (db.session.get(OrgUnit, post.unit_id) for post in posts)
    today = timekeeping.today()
    return list({unit.id: unit for unit in found if unit is not None and unit.is_valid_on(today)}.values())


@bp.get("/new")
@requires(Permission.BEGIN_DRAFT)
def begin() -> ResponseReturnValue:
    """The page on which a document is begun."""
    return _begin_page({}, {})


@bp.post("/new")
@requires(Permission.BEGIN_DRAFT)
def begin_now() -> ResponseReturnValue:
    """A document is begun."""
    typed = typed_values()
    try:
        result = perform(
            use_cases.begin_package, actor=acting(), now=timekeeping.now(), key=sending_key(), data=typed
        )
    except RuleViolation as refused:
        return _begin_page(typed, dict(refused.fields) or {"": refused.message}), refused.status
    flash(f"已建立成套文件 {result['number']}，请填写文件正文和公开属性", "success")
    return redirect(url_for("desk.show_case", number=result["number"]))


def _begin_page(typed: Mapping[str, Any], errors: Mapping[str, str]) -> str:
    units = own_units()
    parts = {part.view.name: part.view for part in form_view(BeginSchema(), typed, errors).parts}
    choices = [(unit.code, unit.name) for unit in units]
    unit = FieldView("unit", "起草部门", typed.get("unit") or (choices[0][0] if choices else ""),
                     errors.get("unit", ""), required=True, type="select", choices=choices)  # fmt: skip
    fields = [unit, parts["title"]]
    return render_template("interpretation/desk/begin.html", fields=fields, errors=errors, units=units)


@bp.get("/<number>/withdrawal")
@signed_in
def ask_withdrawal(number: str) -> ResponseReturnValue:
    """Why the package is taken back; on its case page, where there is nothing to take back."""
    case = publishable(number)
    if not may_be_withdrawn(case):
        return nothing_to_do(case, NothingToWithdraw.message)
    return _withdrawal_page(case, {}, {})


@bp.post("/<number>/withdrawal")
@signed_in
def withdraw(number: str) -> ResponseReturnValue:
    """The whole package leaves the public, or never appears."""
    case, typed = publishable(number), typed_values()
    try:
        perform(use_cases.withdraw_package, actor=acting(), now=timekeeping.now(), key=sending_key(),
                case_id=case.id, data=typed)  # fmt: skip
    except RuleViolation as refused:
        return _withdrawal_page(case, typed, dict(refused.fields) or {"": refused.message}), refused.status
    flash("已整套撤回", "success")
    return redirect(url_for("desk.show_case", number=number))


def publishable(number: str) -> Case:
    """The case, if it may be read and what it publishes be changed. Raises NotFound, NotAllowed."""
    case = own_case(number, current_standing())
    check(Permission.PUBLISH, current_standing(), case, timekeeping.today())
    return case


def nothing_to_do(case: Case, why: str) -> ResponseReturnValue:
    """To the case page of what an act asks nothing about any more, which says why."""
    flash(why, "warning")
    return redirect(url_for("desk.show_case", number=case.number))


def _withdrawal_page(case: Case, typed: Mapping[str, Any], errors: Mapping[str, str]) -> str:
    parts = form_view(WithdrawSchema(), typed, errors).parts
    return render_template(
        "interpretation/desk/withdrawal.html", case=case, fields=parts, errors=errors,
        standing=standing_of_package(case), now=timekeeping.now(),
    )  # fmt: skip


def _is_time(case: Case, today: date) -> bool:
    return may_be_withdrawn(case)


ACTS = (
    CaseAct("照抄比对", "interpretation.show_comparison", "files", Permission.READ_CASE, may_be_compared),
    CaseAct("会签部门", "interpretation.show_co_signers", "people", Permission.EDIT_TEXT, is_co_signing),
    CaseAct("登记评估", "interpretation.ask_review", "clock-history", Permission.PUBLISH, is_to_be_reviewed),
    CaseAct("整套撤回", "interpretation.ask_withdrawal", "x-circle", Permission.PUBLISH, _is_time),
)
