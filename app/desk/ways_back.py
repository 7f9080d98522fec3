"""退回: a page for each way back that the diagram draws behind a task; it asks why, and what else the way wants."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.casework.acts.errors import NotFound, StaleWorkItem
from app.casework.contract.forms import TaskForm
from app.casework.models import WorkItem
from app.casework.work import going_back, ways
from app.casework.work.reading import readable_item
from app.desk.blueprint import bp
from app.desk.task_view import is_open_to, powers
from app.desk.tasks import OVERTAKEN, overtaken, run
from app.law.errors import RuleViolation
from app.office.permissions import Permission, check
from app.web.access import current_standing, signed_in
from app.web.acting import sending_key, typed_values
from app.web.form_fields import form_view


@bp.get("/tasks/<uuid:item_id>/ways/<way>")
@signed_in
def show_way_back(item_id: UUID, way: str) -> ResponseReturnValue:
    """Ask for the reason."""
    item = readable_item(item_id, current_standing())
    if not item.is_open:
        raise StaleWorkItem()
    if not is_open_to(powers(item, current_standing()), item):
        check(Permission.WORK_ON_ITEM, current_standing(), item, current_standing().on)
    return _page(item, way, {}, {})


@bp.post("/tasks/<uuid:item_id>/ways/<way>")
@signed_in
def go_way_back(item_id: UUID, way: str) -> ResponseReturnValue:
    """Send it back."""
    item, typed = readable_item(item_id, current_standing()), typed_values()
    try:
        done = run(going_back.send_back, item, sending_key(), way=way, data=typed)
    except OVERTAKEN as refused:
        return overtaken(item, typed, refused)
    except RuleViolation as refused:
        errors = dict(refused.fields) or {"": refused.message}
        return _page(item, way, typed, errors), refused.status
    flash(f"已办理“{done['title']}”：{done['way']}，编号 {done['case']}", "success")
    return redirect(url_for("desk.show_case", number=done["case"], left=item_id))


def _way(item: WorkItem, way: str) -> TaskForm:
    """The form of the way. Raises NotFound for one that is not drawn."""
    found = ways.ways_of(item).get(way)
    if found is None:
        raise NotFound()
    return found


def _page(item: WorkItem, way: str, typed: dict[str, Any], errors: dict[str, str]) -> str:
    form = _way(item, way)
    view = form_view(form.schema(item), {**form.initial(item.case), **typed}, errors)
    return render_template("desk/way_back.html", case=item.case, item=item, way=way, form=form, fields=view.parts,
                           errors=errors)  # fmt: skip
