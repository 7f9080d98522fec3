"""第三十五条 on the desk: enter the reason, judge it, ask for a later limit."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from marshmallow import Schema

from app import timekeeping
from app.casework.acts.commands import UseCase
from app.casework.models import Case
from app.casework.terms import clocks
from app.law.clock import ClockKind
from app.office.permissions import Permission, check
from app.processes.disclosure import excess_acts as acts
from app.processes.disclosure.desk.blueprint import bp
from app.processes.disclosure.excess import statement_of, words_of
from app.processes.disclosure.own_case import own_case
from app.web.access import current_standing, signed_in
from app.web.acting import attempt, typed_values
from app.web.form_fields import form_view


@dataclass(frozen=True)
class Doing:
    """One act: its page, its form, what is said when it is done."""

    title: str
    icon: str
    permission: Permission
    schema: type[Schema]
    use: UseCase
    submit: str
    done: str


DOINGS: Mapping[str, Doing] = {
    "reason": Doing("登记理由说明", "person-check", Permission.RECORD_REASON, acts.ReasonSchema, acts.record_reason,
                    "登记", "已登记，请公开工作机构判断理由是否合理"),
    "judgement": Doing("判断理由", "question-circle", Permission.JUDGE_REASON, acts.JudgementSchema, acts.judge_reason,
                       "提交判断", "已记录判断"),
    "deferral": Doing("申请延迟答复", "hourglass-split", Permission.JUDGE_REASON, acts.DeferralSchema,
                      acts.request_deferral, "提交申请",
                      "已提交，等待工作机构负责人审批。告知申请人以前，仍按原期限办理"),
}  # fmt: skip


def _case(number: str, needed: Permission) -> Case:
    """The case, if it may be read and this may be done. Raises NotFound or NotAllowed."""
    case = own_case(number, current_standing())
    check(needed, current_standing(), case, timekeeping.today())
    return case


@bp.get("/<number>/reason")
@signed_in
def ask_reason(number: str) -> str:
    """What the applicant wrote."""
    return _page(_case(number, Permission.RECORD_REASON), "reason", {}, {})


@bp.get("/<number>/judgement")
@signed_in
def ask_judgement(number: str) -> str:
    """Whether it is reasonable."""
    return _page(_case(number, Permission.JUDGE_REASON), "judgement", {}, {})


@bp.get("/<number>/deferral")
@signed_in
def ask_deferral(number: str) -> str:
    """How long, and why."""
    return _page(_case(number, Permission.JUDGE_REASON), "deferral", {}, {})


@bp.post("/<number>/reason", defaults={"doing": "reason"})
@bp.post("/<number>/judgement", defaults={"doing": "judgement"})
@bp.post("/<number>/deferral", defaults={"doing": "deferral"})
@signed_in
def do_excess(number: str, doing: str) -> ResponseReturnValue:
    """Do it."""
    what, typed = DOINGS[doing], typed_values()
    case = _case(number, what.permission)
    if errors := attempt(what.use, case, data=typed):
        return _page(case, doing, typed, errors), 422
    flash(what.done, "success")
    return redirect(url_for("desk.show_case", number=number))


def _page(case: Case, doing: str, typed: dict[str, Any], errors: dict[str, str]) -> str:
    what, given = DOINGS[doing], statement_of(case)
    view = form_view(what.schema(), typed, errors)
    return render_template(
        "disclosure/desk/excess.html", case=case, doing=what, path=doing, fields=view.parts, errors=errors,
        given=words_of(given) if given is not None else "", clock=clocks.clocks_of(case).running(ClockKind.REPLY),
    )  # fmt: skip
