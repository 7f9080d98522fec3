"""转办 (hand over) and 委托 (lend): a page that asks to whom and why."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.acts.errors import StaleWorkItem
from app.casework.contract.fields import TO_CHOOSE, Text, Whole
from app.casework.contract.forms import load_schema
from app.casework.contract.pickers import named
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import WorkItem
from app.casework.work import handing
from app.casework.work.reading import readable_item
from app.desk.blueprint import bp
from app.desk.tasks import OVERTAKEN, overtaken, run
from app.law.errors import InvalidInput
from app.office.models import Person
from app.office.permissions import Permission, check
from app.web.access import current_standing, signed_in
from app.web.acting import sending_key, typed_values
from app.web.fields import FieldView


class HandOverSchema(OfficeSchema):
    """To whom, and why."""

    person_id = Whole("接收人", minimum=1, asks=TO_CHOOSE)
    reason = Text("原因", maximum=200, widget="textarea", hint="写入办理记录，接收人可以看到")


KINDS = {
    "transfer": (
        "转办",
        handing.transfer,
        Permission.TRANSFER_ITEM,
        "转办后由接收人继续办理，不再回到您这里。",
    ),
    "delegate": (
        "委托",
        handing.delegate,
        Permission.DELEGATE_ITEM,
        "委托期间由接收人办理，您仍是经办人。",
    ),
}


@bp.get("/tasks/<uuid:item_id>/transfer")
@signed_in
def show_transfer(item_id: UUID) -> ResponseReturnValue:
    """Ask for the receiver of a 转办."""
    return _page("transfer", _item(item_id), {}, {})


@bp.get("/tasks/<uuid:item_id>/delegate")
@signed_in
def show_delegate(item_id: UUID) -> ResponseReturnValue:
    """Ask for the receiver of a 委托."""
    return _page("delegate", _item(item_id), {}, {})


@bp.post("/tasks/<uuid:item_id>/transfer")
@signed_in
def transfer(item_id: UUID) -> ResponseReturnValue:
    """转办."""
    return _hand_over("transfer", _item(item_id))


@bp.post("/tasks/<uuid:item_id>/delegate")
@signed_in
def delegate(item_id: UUID) -> ResponseReturnValue:
    """委托."""
    return _hand_over("delegate", _item(item_id))


def _item(item_id: UUID) -> WorkItem:
    return readable_item(item_id, current_standing())


def _hand_over(kind: str, item: WorkItem) -> ResponseReturnValue:
    words, use, _, _ = KINDS[kind]
    typed = typed_values()
    try:
        values = load_schema(HandOverSchema(), typed)
        result = run(use, item, sending_key(), **values)
    except InvalidInput as refused:
        return _page(kind, item, typed, refused.fields), refused.status
    except OVERTAKEN as refused:
        return overtaken(item, typed, refused)
    flash(f"已{words}给{result['assignee']}：“{item.title}”，编号 {item.case.number}", "success")
    return redirect(url_for("desk.show_inbox"))


def _page(kind: str, item: WorkItem, typed: dict[str, Any], errors: dict[str, str]) -> str:
    words, _, permission, note = KINDS[kind]
    standing = current_standing()
    if request.method == "GET":
        check(permission, standing, item, standing.on)
        if not item.is_open:
            raise StaleWorkItem()
    people = people_for(kind, item)
    return render_template(
        "desk/hand_over.html",
        item=item,
        words=words,
        note=note,
        people=people,
        errors=errors,
        fields=receiver_fields(people, typed, errors),
        action=url_for(f"desk.{kind}", item_id=item.id),
    )


def people_for(kind: str, item: WorkItem) -> list[Person]:
    """Whom this kind of handing over offers."""
    offered = handing.receivers if kind == "transfer" else handing.candidates
    return offered(item, timekeeping.today())


def receiver_fields(people: list[Person], typed: dict[str, Any], errors: dict[str, str]) -> list[FieldView]:
    """The two fields of a hand-over."""
    told = HandOverSchema().fields["reason"].metadata
    choices = [(str(person.id), named(person)) for person in people]
    receiver = FieldView(
        "person_id", "接收人", typed.get("person_id", ""), errors.get("person_id", ""),
        "同一单位可以接办的人员", required=True, type="select", choices=choices,
    )  # fmt: skip
    reason = FieldView(
        "reason", told["title"], typed.get("reason", ""), errors.get("reason", ""), told["hint"], required=True,
        type="textarea", maxlength=told["maximum"], rows=3, phrases=("工作调整", "外出培训", "更熟悉此项业务"),
    )  # fmt: skip
    return [receiver, reason]
