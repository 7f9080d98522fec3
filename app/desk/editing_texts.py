"""修改文本 beside the task: the same form as in the task, for whoever handles the case."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.acts.commands import perform
from app.casework.acts.errors import CannotHappenNow
from app.casework.models import Case
from app.casework.texts.errors import TextOvertaken
from app.casework.work.reading import readable_case
from app.desk.blueprint import bp
from app.desk.sent import typed_and_chosen, with_notes
from app.law.errors import RuleViolation
from app.office.permissions import Permission, check
from app.steps.editing import edit_texts
from app.steps.finding import needed_step
from app.steps.writing import TITLE, Writing
from app.web.access import current_standing, signed_in
from app.web.acting import acting, faults_beside, sending_key
from app.web.form_fields import FormView, form_view


@dataclass(frozen=True)
class EditView:
    """The fields of the form, and what is wrong, as the macros of a task's form want them."""

    fields: FormView
    errors: Mapping[str, str] = field(default_factory=dict)


def _case(number: str) -> tuple[Case, Writing]:
    """The case and its step. Raises NotAllowed; CannotHappenNow once it is too late."""
    case = readable_case(number, current_standing())
    check(Permission.EDIT_TEXT, current_standing(), case, timekeeping.today())
    step = needed_step(case, Writing, TITLE)
    if why := step.too_late(case):
        raise CannotHappenNow(why)
    return case, step


@bp.get("/cases/<number>/texts/edit")
@signed_in
def show_editing(number: str) -> str:
    """The texts as they stand."""
    case, step = _case(number)
    return _page(case, step, step.initial(case), {})


@bp.post("/cases/<number>/texts/edit", endpoint="edit_texts")
@signed_in
def send_texts(number: str) -> ResponseReturnValue:
    """New versions. What is refused comes back with everything that was typed and chosen."""
    case, step = _case(number)
    typed, problems = typed_and_chosen(step.schema(case))
    if problems:
        faults = faults_beside(problems, edit_texts, case_id=case.id, data=typed)
        return _page(case, step, with_notes(typed), faults), 422
    try:
        perform(
            edit_texts, actor=acting(), now=timekeeping.now(), key=sending_key(), case_id=case.id, data=typed
        )
    except TextOvertaken as refused:
        return _page(case, step, with_notes({**typed, **refused.now}), refused.fields), refused.status
    except RuleViolation as refused:
        return _page(
            case, step, with_notes(typed), dict(refused.fields) or {"": refused.message}
        ), refused.status
    flash("已提交新的版本；在原版本上签署的意见已失效，须重新审签", "success")
    return redirect(url_for("desk.show_texts", number=number))


def _page(case: Case, step: Writing, values: dict[str, Any], errors: Mapping[str, str]) -> str:
    view = EditView(form_view(step.schema(case), values, errors), errors)
    return render_template(
        "desk/edit_texts.html", case=case, view=view, note=step.note, key=request.form.get("form_key")
    )
