"""Acts on several items at once: each is a command of its own, and the answer names what was done and what was not."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.casework.acts.errors import NotFound
from app.casework.contract.forms import load_schema
from app.casework.models import WorkItem
from app.casework.work import handing, work_items
from app.casework.work.reading import readable_item
from app.desk.blueprint import bp
from app.desk.handing_over import HandOverSchema, people_for, receiver_fields
from app.desk.tasks import run
from app.law.errors import InvalidInput, RuleViolation
from app.office.models import Person
from app.office.permissions import Permission, allows
from app.web.access import current_standing, requires
from app.web.acting import sending_key

MOST = 50


@dataclass(frozen=True)
class Chosen:
    """One chosen item, and why it cannot be handed over (empty when it can)."""

    item: WorkItem
    hindrance: str = ""


def chosen_items() -> list[WorkItem]:
    """The ticked items that the person may see; what is foreign or no number is left out."""
    found = []
    for text in dict.fromkeys(request.form.getlist("ids")[:MOST]):
        try:
            found.append(readable_item(UUID(text), current_standing()))
        except (ValueError, NotFound):
            continue
    return found


def _nothing_chosen() -> ResponseReturnValue:
    flash("没有选中任务。请先勾选，再办理", "warning")
    return redirect(url_for("desk.show_inbox", box=request.args.get("box")))


@bp.post("/batch/claim")
@requires(Permission.SIGN_IN_DESK)
def claim_chosen() -> ResponseReturnValue:
    """批量认领: what was taken, and for each of the others why not."""
    items = chosen_items()
    if not items:
        return _nothing_chosen()
    done = []
    for item in items:
        number, title = item.case.number, item.title
        try:
            run(work_items.claim, item, sending_key(f"claim:{item.id}"))
            done.append(number)
        except RuleViolation as refused:
            flash(f"{number}“{title}”没有认领：{refused.message}", "warning")
    if done:
        flash(f"已认领 {len(done)} 件：{'、'.join(done)}", "success")
    return redirect(url_for("desk.show_inbox", box="mine" if done else "pool"))


@bp.post("/batch/transfer")
@requires(Permission.SIGN_IN_DESK)
def transfer_chosen() -> ResponseReturnValue:
    """批量转办: first a page that asks to whom, then one command per item."""
    items = chosen_items()
    if not items:
        return _nothing_chosen()
    if "person_id" not in request.form:
        return _ask(items, {}, {})
    typed = {name: request.form.get(name, "") for name in ("person_id", "reason")}
    try:
        values = load_schema(HandOverSchema(), typed)
    except InvalidInput as refused:
        return _ask(items, typed, refused.fields), refused.status
    return _transfer(items, values)


def _transfer(items: list[WorkItem], values: dict[str, Any]) -> ResponseReturnValue:
    done = []
    for item in items:
        number, title = item.case.number, item.title
        try:
            result = run(handing.transfer, item, sending_key(f"transfer:{item.id}"), **values)
            done.append(f"{number}（{result['assignee']}）")
        except RuleViolation as refused:
            why = "；".join(refused.fields.values()) or refused.message
            flash(f"{number}“{title}”没有转办：{why}", "warning")
    if done:
        flash(f"已转办 {len(done)} 件：{'、'.join(done)}", "success")
    return redirect(url_for("desk.show_inbox"))


def _ask(items: list[WorkItem], typed: dict[str, Any], errors: dict[str, str]) -> str:
    people: dict[int, Person] = {}
    rows = []
    for item in items:
        row = _looked_at(item)
        rows.append(row)
        if not row.hindrance:
            people.update({person.id: person for person in people_for("transfer", item)})
    fields = receiver_fields(list(people.values()), typed, errors)
    return render_template("desk/batch_transfer.html", rows=rows, people=people, fields=fields, errors=errors)


def _looked_at(item: WorkItem) -> Chosen:
    standing = current_standing()
    if not item.is_open:
        return Chosen(item, "已经办理")
    if not allows(Permission.TRANSFER_ITEM, standing, item, standing.on):
        return Chosen(item, "不在您名下")
    if not people_for("transfer", item):
        return Chosen(item, "没有其他人员可以接办")
    return Chosen(item)
