"""What is sent from a task's form: submit, keep (暂存), claim, release. Every act is one command with its own key."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.acts.commands import UseCase, perform
from app.casework.acts.errors import AlreadyClaimed, CaseIsClosed, NotFound, StaleWorkItem
from app.casework.acts.once import one_reading
from app.casework.models import WorkItem
from app.casework.texts.errors import TextOvertaken
from app.casework.work import work_items
from app.casework.work.before_the_lock import refuse_early
from app.casework.work.reading import readable_item
from app.desk import confirming
from app.desk.blueprint import bp
from app.desk.case_page import case_page
from app.desk.rows import task_url
from app.desk.sent import schema_of, sent_values, typed_and_chosen, with_notes
from app.desk.signing import after_signing, signing_page
from app.desk.task_view import is_signing, task_view, typed_rows
from app.law.errors import InvalidInput, NotAllowed, RuleViolation
from app.web.access import current_standing, signed_in
from app.web.acting import acting, faults_beside, sending_key
from app.web.errors import tell_when_to_return
from app.web.typed import ROW_ACT, with_row_act

OVERTAKEN = (StaleWorkItem, CaseIsClosed, AlreadyClaimed, NotAllowed, NotFound)


def run(use: UseCase, item: WorkItem, key: str | None, **arguments: Any) -> dict[str, Any]:
    """One command on an item, as the signed-in person, now."""
    return perform(
        use,
        actor=acting(),
        now=timekeeping.now(),
        key=key,
        case_id=item.case_id,
        item_id=item.id,
        **arguments,
    )


@bp.post("/tasks/<uuid:item_id>/complete")
@signed_in
def complete(item_id: UUID) -> ResponseReturnValue:
    """Submit the form. What the law or a colleague refuses comes back with everything that was typed."""
    item = readable_item(item_id, current_standing())
    schema = schema_of(item)
    typed, problems = typed_and_chosen(schema)
    if problems:
        faults = faults_beside(
            problems, work_items.complete, case_id=item.case_id, item_id=item.id, data=typed
        )
        return _again(item, typed, InvalidInput(fields=faults))
    if "back" in request.args:
        return _page(item, typed, {})
    try:
        refuse_early(item, schema, current_standing(), typed)
        if page := confirming.asks_first(item, typed):
            return page
        result = run(work_items.complete, item, sending_key(), data=typed, agreed=confirming.agreed_to(item))
    except OVERTAKEN as refused:
        return overtaken(item, typed, refused)
    except TextOvertaken as refused:
        return _again(item, {**typed, **refused.now}, refused)
    except RuleViolation as refused:
        return _again(item, typed, refused)
    if is_signing():
        return after_signing(result)
    return redirect(url_for("desk.show_case", number=result["case"], done=result["item"]))


def _again(item: WorkItem, typed: dict[str, Any], refused: RuleViolation) -> ResponseReturnValue:
    errors = dict(refused.fields) or {"": refused.message}
    tell_when_to_return(refused)
    return _page(item, typed, errors), refused.status


@one_reading()
def _page(item: WorkItem, typed: dict[str, Any], errors: dict[str, str]) -> str:
    view = task_view(item, current_standing(), with_notes(typed), errors)
    return signing_page(view) if is_signing() else case_page(item.case, view)


@bp.post("/tasks/<uuid:item_id>/rows")
@signed_in
def change_rows(item_id: UUID) -> ResponseReturnValue:
    """添加一行、删除一行: the page again with everything that was typed; nothing is sent or kept."""
    item = readable_item(item_id, current_standing())
    if not item.is_open:
        return redirect(url_for("desk.show_case", number=item.case.number))
    typed, problems = sent_values(item)
    return _page(item, with_row_act(schema_of(item), typed, request.form.get(ROW_ACT, "")), problems)


def overtaken(item: WorkItem, typed: dict[str, Any], refused: RuleViolation) -> ResponseReturnValue:
    """Somebody was faster: who, and what had been typed."""
    page = render_template("desk/overtaken.html", item=item, refused=refused, typed=typed_rows(item, typed))
    return page, refused.status


@bp.post("/tasks/<uuid:item_id>/draft")
@signed_in
def save_draft(item_id: UUID) -> ResponseReturnValue:
    """暂存, by the button or every 30 seconds by the page itself (then 204)."""
    item = readable_item(item_id, current_standing())
    typed, problems = sent_values(item)
    try:
        run(work_items.save_draft, item, None, data=with_notes(typed))
    except OVERTAKEN as refused:
        return overtaken(item, typed, refused)
    if "save" not in request.form:
        return "", 204
    for words in problems.values():
        flash(f"附件没有暂存：{words}", "warning")
    flash("已暂存，下次打开接着填写", "success")
    return redirect(url_for("desk.show_signing", item_id=item.id) if is_signing() else task_url(item))


@bp.post("/tasks/<uuid:item_id>/claim")
@signed_in
def claim(item_id: UUID) -> ResponseReturnValue:
    """认领 one item of the pool."""
    item = readable_item(item_id, current_standing())
    try:
        run(work_items.claim, item, sending_key(f"claim:{item.id}"))
    except OVERTAKEN as refused:
        return overtaken(item, {}, refused)
    flash(f"已认领“{item.title}”，编号 {item.case.number}", "success")
    return redirect(task_url(item))


@bp.post("/tasks/<uuid:item_id>/release")
@signed_in
def release(item_id: UUID) -> ResponseReturnValue:
    """释放: back to the pool."""
    item = readable_item(item_id, current_standing())
    title, number = item.title, item.case.number
    try:
        run(work_items.release, item, sending_key(f"release:{item.id}"))
    except OVERTAKEN as refused:
        return overtaken(item, {}, refused)
    flash(f"“{title}”已退回待认领，编号 {number}", "success")
    return redirect(url_for("desk.show_inbox"))
