"""会签部门: who is asked and how each stands; 加签 one more, 撤下 one that was abolished."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from marshmallow import Schema

from app import timekeeping
from app.casework.acts.commands import UseCase, perform
from app.casework.models import Case
from app.casework.texts.signatures import standing_objections
from app.law.errors import RuleViolation
from app.office.permissions import Permission, check
from app.processes.interpretation.co_signers import co_signers_of, copies_waiting, is_gone, still_to_sign
from app.processes.interpretation.co_signing_acts import (
    BY_NAME,
    AddSchema,
    ExcuseSchema,
    add_co_signer,
    excuse_co_signer,
)
from app.processes.interpretation.desk.blueprint import bp
from app.processes.interpretation.package import own_case
from app.steps.cosigning import CoSigning
from app.steps.finding import needed_step
from app.web.access import current_standing, signed_in
from app.web.acting import acting, sending_key, typed_values
from app.web.form_fields import FormPart, form_view

Errors = Mapping[str, str]


def is_co_signing(case: Case, on: date) -> bool:
    """Somebody is asked and has not answered yet."""
    return bool(copies_waiting(case))


@bp.get("/<number>/co-signers")
@signed_in
def show_co_signers(number: str) -> str:
    """Everybody who is asked, with what has come of it."""
    return _page(_case(number), {}, {}, {})


@bp.post("/<number>/co-signers")
@signed_in
def add(number: str) -> ResponseReturnValue:
    """加签."""
    case, typed = _case(number), typed_values()
    if refused := _attempt(add_co_signer, case, typed):
        return _page(case, typed, _beside(refused), {}), refused.status
    flash("已加签，本轮会签结束后送该部门", "success")
    return redirect(url_for(".show_co_signers", number=number))


@bp.post("/<number>/co-signers/excused")
@signed_in
def excuse(number: str) -> ResponseReturnValue:
    """撤下会签部门."""
    case, typed = _case(number), typed_values()
    if refused := _attempt(excuse_co_signer, case, typed):
        return _page(case, typed, {}, _beside(refused)), refused.status
    flash("已撤下，不再等待该部门会签", "success")
    return redirect(url_for(".show_co_signers", number=number))


def _case(number: str) -> Case:
    """The case, if its co-signers may be changed by this person. Raises NotFound, NotAllowed."""
    case = own_case(number, current_standing())
    check(Permission.EDIT_TEXT, current_standing(), case, timekeeping.today())
    return case


def _attempt(use: UseCase, case: Case, typed: Mapping[str, Any]) -> RuleViolation | None:
    try:
        perform(
            use, actor=acting(), now=timekeeping.now(), key=sending_key(), case_id=case.id, data=dict(typed)
        )
    except RuleViolation as refused:
        return refused
    return None


def _beside(refused: RuleViolation) -> Errors:
    return dict(refused.fields) or {"": refused.message}


def _page(case: Case, typed: Mapping[str, Any], adding: Errors, excusing: Errors) -> str:
    today = timekeeping.today()
    gone = {one.unit.code: one.unit.name for one in co_signers_of(case)
            if one.excused_at is None and is_gone(one.unit, today)}  # fmt: skip
    return render_template(
        "interpretation/desk/co_signers.html", case=case, rows=_rows(case, today), gone=gone,
        is_open=is_co_signing(case, today), adding=_parts(AddSchema(), typed, adding, _others(case)), add_errors=adding,
        excusing=_parts(ExcuseSchema(), typed, excusing, list(gone.items())), excuse_errors=excusing,
    )  # fmt: skip


def _others(case: Case) -> list[tuple[str, str]]:
    """Who could be asked and is not yet, by code."""
    asked = {one.unit.code for one in co_signers_of(case)}
    step = needed_step(case, CoSigning, "会签")
    known = [step.candidates(item) for item in list(copies_waiting(case).values())[:1]]
    return [(code, name) for units in known for code, name in units.items() if code not in asked]


def _parts(
    schema: Schema, typed: Mapping[str, Any], errors: Errors, choices: list[tuple[str, str]]
) -> list[FormPart]:
    """The fields, the unit as a choice where there is something to choose from."""
    parts = form_view(schema, typed, errors).parts
    for part in parts:
        if choices and part.view.name in ("unit", "units"):
            part.view.type, part.view.choices = "select", list(choices)
            part.view.hint = part.view.hint.removeprefix(BY_NAME)
    return parts


def _rows(case: Case, today: date) -> list[dict[str, str]]:
    open_ones, waiting = set(still_to_sign(case, today)), copies_waiting(case)
    objected = {one.item.copy_item: one.text for one in standing_objections(case)}
    rows = []
    for one in co_signers_of(case):
        if one.excused_at is not None:
            words, tone, note = "已撤下", "plain", one.excused_why
        elif str(one.unit_id) in objected:
            words, tone, note = "有异议", "red", objected[str(one.unit_id)]
        elif one.unit_id not in open_ones:
            words, tone, note = "已同意", "green", one.why
        elif is_gone(one.unit, today):
            words, tone, note = "机构已撤销", "warm", one.why
        else:
            words, tone, note = ("待签" if one.unit_id in waiting else "下一轮送签"), "plain", one.why
        rows.append({"name": one.unit.name, "words": words, "tone": tone, "note": note})
    return rows
