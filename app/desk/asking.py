"""加签 and 取回: pages that ask whom and why, or once more whether."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.acts.errors import StaleWorkItem
from app.casework.models import WorkItem
from app.casework.work import taking_back
from app.casework.work.reading import readable_item
from app.desk.blueprint import bp
from app.desk.rows import task_url
from app.desk.tasks import OVERTAKEN, overtaken, run
from app.law.errors import RuleViolation
from app.office.permissions import Permission, check
from app.steps import asking
from app.web.access import current_standing, signed_in
from app.web.acting import sending_key, typed_values
from app.web.fields import FieldView
from app.web.form_fields import form_view


@bp.get("/tasks/<uuid:item_id>/advice")
@signed_in
def show_asking(item_id: UUID) -> ResponseReturnValue:
    """Whom to ask, before or after."""
    item = _mine(item_id)
    return _page(item, {"when": asking.BEFORE}, {})


@bp.post("/tasks/<uuid:item_id>/advice")
@signed_in
def ask_advice(item_id: UUID) -> ResponseReturnValue:
    """加签."""
    item, typed = readable_item(item_id, current_standing()), typed_values()
    try:
        done = run(asking.ask_advice, item, sending_key(), data=typed)
    except OVERTAKEN as refused:
        return overtaken(item, typed, refused)
    except RuleViolation as refused:
        return _page(item, typed, dict(refused.fields) or {"": refused.message}), refused.status
    flash(f"已请{done['person']}加签", "success")
    return redirect(task_url(item))


def _mine(item_id: UUID) -> WorkItem:
    item = readable_item(item_id, current_standing())
    if not item.is_open:
        raise StaleWorkItem()
    check(Permission.WORK_ON_ITEM, current_standing(), item, timekeeping.today())
    return item


def _page(item: WorkItem, typed: dict[str, Any], errors: dict[str, str]) -> str:
    view = form_view(asking.schema_for(item, timekeeping.today()), typed, errors)
    return render_template("desk/asking.html", case=item.case, item=item, fields=view.parts, errors=errors)


@bp.get("/tasks/<uuid:item_id>/advice/withdrawal")
@signed_in
def show_calling_off(item_id: UUID) -> ResponseReturnValue:
    """Why the opinion is not needed any more."""
    return _calling_off(readable_item(item_id, current_standing()), {})


@bp.post("/tasks/<uuid:item_id>/advice/withdrawal")
@signed_in
def call_off_advice(item_id: UUID) -> ResponseReturnValue:
    """撤销加签."""
    item, reason = readable_item(item_id, current_standing()), request.form.get("reason", "")
    number = item.case.number
    try:
        run(asking.call_off, item, sending_key(), reason=reason)
    except OVERTAKEN as refused:
        return overtaken(item, {}, refused)
    except RuleViolation as refused:
        return _calling_off(item, dict(refused.fields) or {"": refused.message}), refused.status
    flash("已撤销加签", "success")
    return redirect(url_for("desk.show_case", number=number))


def _calling_off(item: WorkItem, errors: dict[str, str]) -> str:
    if not item.is_open:
        raise StaleWorkItem()
    field = FieldView(
        "reason", "撤销理由", request.form.get("reason", ""), errors.get("reason", ""), "写入办理记录", required=True,
        type="textarea", maxlength=200, rows=2,
    )  # fmt: skip
    return render_template("desk/calling_off.html", case=item.case, item=item, field=field, errors=errors)


@bp.get("/tasks/<uuid:item_id>/taking-back")
@signed_in
def show_taking_back(item_id: UUID) -> ResponseReturnValue:
    """Asks once."""
    item = readable_item(item_id, current_standing())
    check(Permission.TAKE_BACK_ITEM, current_standing(), item, timekeeping.today())
    return render_template("desk/taking_back.html", case=item.case, item=item)


@bp.post("/tasks/<uuid:item_id>/taking-back")
@signed_in
def take_back(item_id: UUID) -> ResponseReturnValue:
    """取回."""
    item = readable_item(item_id, current_standing())
    done = run(taking_back.take_back, item, sending_key())
    flash(f"已取回“{done['title']}”，可以修改后重新提交", "success")
    return redirect(url_for("desk.show_case", number=done["case"], task=done["item"], _anchor="task"))
