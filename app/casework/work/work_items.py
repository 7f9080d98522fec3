"""What people do with work items: complete 办理, claim 认领, release 释放, save 暂存; to others: `handing`."""

from typing import Any

from marshmallow import Schema
from sqlalchemy import delete, select, update

from app.casework.acts import rows
from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import AlreadyClaimed, CannotHappenNow, NotClaimed, NotFound, StaleWorkItem
from app.casework.contract import forms
from app.casework.contract.attached import Files
from app.casework.contract.forms import TaskForm
from app.casework.contract.platform import platform
from app.casework.models import FormDraft, WorkItem
from app.casework.models.work import SEND_BACK, WorkItemStatus
from app.casework.rare import RARE
from app.casework.run.workflow import workflow_of
from app.casework.texts import seen, signatures
from app.casework.texts.versions import bar_drafters
from app.casework.work import beside, telling
from app.casework.work.form_files import filed
from app.casework.work.said import choice_label, record_opinion
from app.casework.work.ways import ways_of
from app.database import db
from app.law.errors import InvalidInput
from app.office.permissions import Permission


def form_of(item: WorkItem) -> TaskForm:
    """The form of an item: its process's own, or the standard form."""
    if item.form is None:
        return forms.standard_form(item)
    return platform().process(item.case.process).work.forms[item.form]


def get_open(act: Act, item_id: str) -> WorkItem:
    """The item under the case's lock, with who wrote what it checks. Raises NotFound, StaleWorkItem: who was faster."""
    item = act.found.item if act.found is not None else None
    if item is None or item.id != item_id:
        raise NotFound()
    if not item.is_open:
        raise StaleWorkItem(_who_was_faster(item))
    bar_drafters(item, act.today)
    return item


def _who_was_faster(item: WorkItem) -> str:
    if item.done_by is None or item.done_at is None:
        return "这一环节已经结束或取消，本次提交没有生效。您填写的内容仍在本页"
    at = item.done_at.strftime("%H:%M")
    return f"{item.done_by.name}在 {at} 已办理“{item.title}”，本次提交没有生效。您填写的内容仍在本页，请核对"


@use_case("complete_item")
def complete(act: Act, item_id: str, data: dict[str, Any]) -> Result:
    """Complete a user task with its form; the diagram decides who is next."""
    item = get_open(act, item_id)
    work_on(act, item)
    if item.then_to_id is not None and not sends_back(item, data):
        return pass_on(act, item, data)
    finish(act, item, data)
    return {"item": item.id, "case": act.the_case.number, "title": item.title}


def work_on(act: Act, item: WorkItem) -> None:
    """Working on an item of the pool claims it. Raises NotAllowed when it is not the acting person's."""
    if item.assignee_id is None and act.actor.person is not None:
        act.require(Permission.CLAIM_ITEM, item)
        item.assignee_id, item.claimed_at = act.actor.person_id, act.now
    act.require(Permission.WORK_ON_ITEM, item)


def finish(act: Act, item: WorkItem, data: dict[str, Any], way: str = "") -> None:
    """Check the form, do what it does, record the opinion, and let the engine go on; `way`: back along that way."""
    beside.refuse_waiting(item)
    form = ways_of(item)[way] if way else form_of(item)
    schema = form.schema(item)
    values = filed(act, schema, forms.load_schema(schema, data))
    seen_texts = seen.refuse_unseen(item.case, form, values)
    facts = form.apply(act, item, values)
    if way:
        facts = {**facts, item.choices[0]["name"]: way}
    label = choice_label(item, facts)
    opinion_id = record_opinion(act, item, values, facts, label, list(seen_texts) if form.signs else [])
    if form.signs and opinion_id is not None:
        signatures.settle(act, opinion_id)
    rows.change(
        item, status=WorkItemStatus.DONE, done_at=act.now, outcome=label, done_by_id=act.actor.person_id,
        version=item.version + 1,
    )  # fmt: skip
    if act.found is None or act.found.item is not item or act.found.has_draft:
        db.session.execute(delete(FormDraft).where(FormDraft.work_item_id == item.id))
    if item.beside is None:
        workflow_of(act).complete(item, facts, may_return=form.undo is not None)
    else:
        beside.settle(act, item)
    declared = forms.declared(schema, values)
    act.audit(
        "item.completed", f"{item.title}{'：' + label if label else ''}", node=item.node,
        **({"declared": declared} if declared else {}),
    )  # fmt: skip


def sends_back(item: WorkItem, data: dict[str, Any]) -> bool:
    """A signature that sends back needs no further hand."""
    return form_of(item).signs and data.get("decision") == SEND_BACK


def _refuse_files(schema: Schema, values: dict[str, Any]) -> None:
    """What goes on half-typed goes on without files. Raises InvalidInput beside their fields."""
    given = [name for name, field in schema.fields.items() if isinstance(field, Files) and values.get(name)]
    if given:
        raise InvalidInput(
            fields=dict.fromkeys(given, "转下一人时不能带文件，请由下一人提交，或者先撤销加签")
        )


def pass_on(act: Act, item: WorkItem, data: dict[str, Any]) -> Result:
    """后加签: what was answered is kept, and the task goes on to the person whom its holder has asked.

    A signature counts as given; any other form is checked and stands half-typed before the next hand, who completes it.
    """
    beside.refuse_waiting(item)
    form, receiver = form_of(item), item.then_to
    assert receiver is not None
    if receiver.id in item.drafter_ids:
        raise CannotHappenNow(f"{receiver.name}是拟稿人，不能{item.check_words}，请先撤销加签")
    schema = form.schema(item)
    values = forms.load_schema(schema, data)
    _refuse_files(schema, values)
    texts = list(seen.refuse_unseen(item.case, form, values))
    facts = form.apply(act, item, values) if form.signs else {}
    label = choice_label(item, facts)
    opinion_id = record_opinion(act, item, values, facts, label, texts if form.signs else [])
    if form.signs and opinion_id is not None:
        signatures.settle(act, opinion_id)
    if not form.signs:
        keep_draft(act, item, data)
    item.assignee, item.owner_id, item.then_to_id, item.claimed_at = receiver, None, None, act.now
    act.audit(
        "item.passed_on", f"“{item.title}”已办理，按加签转{receiver.name}", node=item.node, to=receiver.id
    )
    telling.tell(act, [receiver], f"{act.actor.name}按加签把“{item.title}”转给您")
    return {"item": item.id, "case": act.the_case.number, "title": item.title}


@use_case("claim_item")
def claim(act: Act, item_id: str) -> Result:
    """认领: take an unclaimed item of one's own role into one's own hands."""
    item = get_open(act, item_id)
    act.require(Permission.CLAIM_ITEM, item)
    taken = db.session.execute(
        update(WorkItem)
        .where(WorkItem.id == item.id, WorkItem.assignee_id.is_(None))
        .values(assignee_id=act.actor.person_id, claimed_at=act.now)
    )
    if taken.rowcount != 1:  # type: ignore[attr-defined]
        raise AlreadyClaimed()
    act.audit("item.claimed", f"认领“{item.title}”", node=item.node)
    return {"item": item.id}


@use_case("release_item")
def release(act: Act, item_id: str) -> Result:
    """释放: give an item back to the pool."""
    item = get_open(act, item_id)
    act.require(Permission.RELEASE_ITEM, item)
    if item.assignee_id is None:
        raise NotClaimed("这项任务还没有人认领")
    item.assignee_id, item.owner_id, item.claimed_at = None, None, None
    act.audit("item.released", f"“{item.title}”退回待认领", node=item.node)
    return {"item": item.id}


@use_case("save_draft", is_audited=False)
def save_draft(act: Act, item_id: str, data: dict[str, Any]) -> Result:
    """暂存: keep what was typed, without moving the case on."""
    item = get_open(act, item_id)
    act.require(Permission.WORK_ON_ITEM, item)
    keep_draft(act, item, data)
    return {"saved_at": act.now.isoformat()}


def keep_draft(act: Act, item: WorkItem, data: dict[str, Any]) -> None:
    """What was typed, inside any act."""
    draft = draft_of(item, act.actor.person_id)
    if draft is None:
        draft = FormDraft(work_item_id=item.id, person_id=act.actor.person_id)
        db.session.add(draft)
    draft.data, draft.saved_at = data, act.now


def newest_draft(item: WorkItem, person_id: int | None) -> FormDraft | None:
    """What was typed last, by whoever had the item in hand then: nobody begins anew what another has begun.

    An opinion that somebody was about to sign stays his own.
    """
    if form_of(item).signs:
        return draft_of(item, person_id)
    if not RARE.may_have(FormDraft, item.case_id):
        return None
    query = select(FormDraft).where(FormDraft.work_item_id == item.id)
    return db.session.scalars(query.order_by(FormDraft.saved_at.desc(), FormDraft.id.desc()).limit(1)).first()


def draft_of(item: WorkItem, person_id: int | None) -> FormDraft | None:
    if not RARE.may_have(FormDraft, item.case_id):
        return None
    return db.session.scalar(
        select(FormDraft).where(FormDraft.work_item_id == item.id, FormDraft.person_id == person_id)
    )
