"""逐步判断 on the desk: the items, one question at a time with its article and the proof on record, the conclusion."""

from collections.abc import Collection
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.casework.acts.errors import NotFound
from app.casework.models import Case
from app.law.judging import KEYS, SCREENED, Question, next_question, offered, way
from app.law.outcomes import OUTCOMES
from app.office.permissions import Permission, allows
from app.processes.disclosure import judging_acts as acts
from app.processes.disclosure.desk.blueprint import bp
from app.processes.disclosure.judging import (
    WHOLE,
    consequences,
    items_of,
    judgement_of,
    judgements_of,
    words_of,
)
from app.processes.disclosure.judging_forms import ItemsSchema, conclusion_schema
from app.processes.disclosure.judging_proof import proof_of
from app.processes.disclosure.judging_screened import suggestion_words
from app.processes.disclosure.models import Judgement
from app.processes.disclosure.own_case import own_case
from app.processes.disclosure.record_facts import on_record
from app.processes.disclosure.registration import request_of
from app.web.access import current_standing, signed_in
from app.web.acting import attempt, typed_values
from app.web.fields import Choice, FieldView
from app.web.form_fields import form_view

Errors = dict[str, str]
MOST = 1000  # a number that no item has


@bp.get("/<number>/judging")
@signed_in
def show_judging(number: str) -> str:
    """The whole request or its items, each with its judgement; for whoever reads the case."""
    return _overview(own_case(number, current_standing()))


@bp.post("/<number>/judging/items")
@signed_in
def split_request(number: str) -> ResponseReturnValue:
    """拆分为项."""
    case, typed = own_case(number, current_standing()), typed_values()
    if errors := attempt(acts.split_request, case, data=typed):
        return _overview(case, typed, errors), 422
    flash(f"已拆分为 {len(items_of(case))} 项" if items_of(case) else "按整件判断", "success")
    return redirect(url_for(".show_judging", number=number))


@bp.get(f"/<number>/judging/<int(max={MOST}):which>")
@signed_in
def ask_judging(number: str, which: int) -> ResponseReturnValue:
    """The next question; an earlier one with ?question=; the conclusion when all are answered."""
    case = own_case(number, current_standing())
    if not _may_judge(case):
        return redirect(url_for(".show_judging", number=number))
    return _page(case, _judgement(case, which), asked=request.args.get("question", ""))


@bp.post(f"/<number>/judging/<int(max={MOST}):which>/answers")
@signed_in
def answer_question(number: str, which: int) -> ResponseReturnValue:
    """One answer, and on to the next question."""
    case, typed = own_case(number, current_standing()), typed_values()
    if errors := attempt(acts.answer_question, case, number=which, data=typed):
        return _page(case, _judgement(case, which), asked=str(typed.get("question", "")), errors=errors), 422
    return redirect(url_for(".ask_judging", number=number, which=which))


@bp.post(f"/<number>/judging/<int(max={MOST}):which>")
@signed_in
def conclude_judgement(number: str, which: int) -> ResponseReturnValue:
    """怎么答."""
    case, typed = own_case(number, current_standing()), typed_values()
    if errors := attempt(acts.conclude_judgement, case, number=which, data=typed):
        return _page(case, _judgement(case, which), typed=typed, errors=errors), 422
    flash("已作出判断", "success")
    return redirect(_onward(case))


def _onward(case: Case) -> str:
    """To the next item that is still to be judged, else to the list."""
    left = next((one for one in items_of(case) if not one.is_concluded), None)
    if left is None:
        return url_for(".show_judging", number=case.number)
    return url_for(".ask_judging", number=case.number, which=left.number)


def _may_judge(case: Case) -> bool:
    item, standing = acts.judging_item(case), current_standing()
    if not case.is_open or item is None:
        return False
    wanted = Permission.CLAIM_ITEM if item.assignee_id is None else Permission.WORK_ON_ITEM
    return allows(wanted, standing, item, standing.on)


def _may_split(case: Case) -> bool:
    item = acts.judging_item(case)
    return item is not None and item.form == acts.FORM and _may_judge(case)


def _judgement(case: Case, which: int) -> Judgement:
    """That of the whole request is shown before its first answer. Raises NotFound."""
    found = judgement_of(case, which)
    if found is None and which == WHOLE and not items_of(case):
        return Judgement(number=WHOLE, asked="", answers={}, proposed="", outcome="")
    if found is None:
        raise NotFound()
    return found


def _overview(case: Case, typed: dict[str, Any] | None = None, errors: Errors | None = None) -> str:
    lines = "\n".join(one.asked for one in items_of(case))
    view = form_view(ItemsSchema(), typed or {"items": lines}, errors or {})
    rows = judgements_of(case) or ([_judgement(case, WHOLE)] if _may_judge(case) else [])
    return render_template(
        "disclosure/desk/judging.html", case=case, rows=[(one, words_of(one)) for one in rows], titles=OUTCOMES,
        may_judge=_may_judge(case), may_split=_may_split(case), fields=view.parts, errors=errors or {},
        description=request_of(case).description,
    )  # fmt: skip


def _page(
    case: Case,
    one: Judgement,
    *,
    asked: str = "",
    typed: dict[str, Any] | None = None,
    errors: Errors | None = None,
) -> str:
    item = acts.judging_item(case)
    is_screening = item is not None and item.form == acts.SCREENING
    found = _question(one, asked, SCREENED if is_screening else KEYS)
    if found is not None:
        shown = _asking(case, one, found, errors or {})
    else:
        shown = (
            {"suggested": suggestion_words(case)}
            if is_screening
            else _concluding(case, one, typed, errors or {})
        )
    return render_template(
        "disclosure/desk/judging_step.html", case=case, one=one, errors=errors or {}, question=found,
        steps=[step for step in way(one.answers) if step[1] is not None], description=request_of(case).description,
        **shown,
    )  # fmt: skip


def _question(one: Judgement, asked: str, keys: Collection[str]) -> Question | None:
    """The one of these that was asked for, if the answers lead through it; else the next."""
    again = (step for step, _chosen in way(one.answers) if step.key == asked and step.key in keys)
    return next(again, None) or next_question(one.answers, keys)


def _asking(case: Case, one: Judgement, asked: Question, errors: Errors) -> dict[str, Any]:
    tiles = [Choice(option.value, option.words, option.article)
             for option in offered(asked, one.answers, on_record(request_of(case)))]  # fmt: skip
    field = FieldView("answer", asked.title, one.answers.get(asked.key, ""), errors.get("answer", ""), required=True,
                      type="radio", choices=tiles)  # fmt: skip
    return {"asked": field, "proof": proof_of(case, asked.key)}


def _concluding(case: Case, one: Judgement, typed: dict[str, Any] | None, errors: Errors) -> dict[str, Any]:
    known = {"outcome": one.outcome or one.proposed, "why_departed": one.why_departed, "why_whole": one.why_whole,
             "said": one.said, "ground": one.ground}  # fmt: skip
    view = form_view(conclusion_schema(case, one), typed or known, errors)
    return {
        "fields": view.parts,
        "consequences": consequences(one.proposed) if one.proposed in OUTCOMES else [],
    }
