"""What people do with work items: complete 办理, claim 认领, release 释放, transfer 转办, delegate 委托, save 暂存."""

from typing import Any

from sqlalchemy import delete, select, update

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import AlreadyClaimed, CannotHappenNow, NotClaimed, NotFound, StaleWorkItem
from app.casework.contract import forms
from app.casework.contract.forms import Hand, TaskForm
from app.casework.contract.platform import platform
from app.casework.models import FormDraft, Opinion, TextVersion, WorkItem
from app.casework.models.work import WorkItemStatus
from app.casework.run.workflow import workflow_of
from app.casework.texts import seen, signatures
from app.casework.texts.versions import bar_drafters
from app.casework.work import telling
from app.casework.work.form_files import filed
from app.database import db
from app.engine.choices import DEFAULT
from app.law.errors import InvalidInput
from app.office.holders import colleague_ids, holders_of
from app.office.models import Person
from app.office.permissions import Permission
from app.office.vocabulary import Role


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
    finish(act, item, data)
    return {"item": item.id, "case": act.the_case.number, "title": item.title}


def work_on(act: Act, item: WorkItem) -> None:
    """Working on an item of the pool claims it. Raises NotAllowed when it is not the acting person's."""
    if item.assignee_id is None and act.actor.person is not None:
        act.require(Permission.CLAIM_ITEM, item)
        item.assignee_id, item.claimed_at = act.actor.person_id, act.now
    act.require(Permission.WORK_ON_ITEM, item)


def ways_of(item: WorkItem) -> dict[str, TaskForm]:
    """The ways back that are drawn behind this task: the answer that the arrow asks for → the form that gives it."""
    drawn = [str(choice["value"]) for choice in item.choices]
    known = platform().process(item.case.process).work.ways
    return {way: known[way] for way in drawn if way in known}


def onward(item: WorkItem) -> dict[str, Any]:
    """What a form adds to its facts that asks nothing of the ways back behind its task: the case goes on."""
    return {item.choices[0]["name"]: DEFAULT} if ways_of(item) else {}


@use_case("send_item_back")
def send_back(act: Act, item_id: str, way: str, data: dict[str, Any]) -> Result:
    """退回: along a way that is drawn back from the task, with the reason. Raises CannotHappenNow for any other."""
    item = get_open(act, item_id)
    work_on(act, item)
    if way not in ways_of(item):
        raise CannotHappenNow("流程图没有画出这样退回的路线")
    workflow_of(act).announce(f"{act.actor.name}退回“{item.title}”")
    finish(act, item, data, way)
    return {"item": item.id, "case": act.the_case.number, "title": item.title, "way": item.outcome}


def finish(act: Act, item: WorkItem, data: dict[str, Any], way: str = "") -> None:
    """Check the form, do what it does, record the opinion, and let the engine go on; `way`: back along that way."""
    form = ways_of(item)[way] if way else form_of(item)
    schema = form.schema(item)
    values = filed(act, schema, forms.load_schema(schema, data))
    seen_texts = seen.refuse_unseen(item.case, form, values)
    facts = form.apply(act, item, values)
    if way:
        facts = {**facts, item.choices[0]["name"]: way}
    label = _choice_label(item, facts)
    opinion = _record_opinion(act, item, values, facts, label, list(seen_texts) if form.signs else [])
    if form.signs and opinion is not None:
        signatures.settle(act, opinion)
    item.status, item.done_at, item.outcome = WorkItemStatus.DONE, act.now, label
    item.done_by_id = act.actor.person_id
    item.version += 1
    if act.found is None or act.found.item is not item or act.found.has_draft:
        db.session.execute(delete(FormDraft).where(FormDraft.work_item_id == item.id))
    workflow_of(act).complete(item, facts)
    declared = forms.declared(schema, values)
    act.audit(
        "item.completed", f"{item.title}{'：' + label if label else ''}", node=item.node,
        **({"declared": declared} if declared else {}),
    )  # fmt: skip


def _choice_of(item: WorkItem, facts: dict[str, Any]) -> str:
    """What was chosen of the ways behind the task; empty where its answer is none, as one asks for an earlier fact."""
    return str(facts.get(item.choices[0]["name"], "")) if item.choices else ""


def _choice_label(item: WorkItem, facts: dict[str, Any]) -> str:
    labels = {choice["value"]: choice["label"] for choice in item.choices}
    chosen = _choice_of(item, facts)
    return labels.get(chosen, labels.get("default", "")) if chosen else ""


def _record_opinion(
    act: Act,
    item: WorkItem,
    values: dict[str, Any],
    facts: dict[str, Any],
    label: str,
    texts: list[TextVersion],
) -> Opinion | None:
    choice = _choice_of(item, facts)
    if act.actor.person is None or not (values.get("opinion") or choice):
        return None
    opinion = Opinion(
        case_id=item.case_id, work_item_id=item.id, node=item.node, title=item.title, given_at=act.now,
        person_id=act.actor.person_id, unit_id=item.unit_id,
        texts=texts, choice=choice, choice_label=label,
        text=values.get("opinion") or "", passage=values.get("passage") or "",
        passage_version=values.get("passage_version"),
    )  # fmt: skip
    db.session.add(opinion)
    signatures.forget_given(item.case_id)
    return opinion


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
    act.audit("item.released", f"释放“{item.title}”", node=item.node)
    return {"item": item.id}


@use_case("transfer_item")
def transfer(act: Act, item_id: str, person_id: int, reason: str) -> Result:
    """转办: hand an item over to another holder of its role or who helps out there; it does not come back."""
    item = get_open(act, item_id)
    act.require(Permission.TRANSFER_ITEM, item)
    receiver = _eligible(item, receivers(item, act.today), person_id)
    item.assignee_id, item.owner_id, item.claimed_at = receiver.id, None, act.now
    act.audit(
        "item.transferred", f"“{item.title}”转办给{receiver.name}：{reason}", node=item.node, to=receiver.id
    )
    telling.tell(act, [receiver], f"{act.actor.name}转办给您“{item.title}”")
    return {"item": item.id, "assignee": receiver.name}


@use_case("delegate_item")
def delegate(act: Act, item_id: str, person_id: int, reason: str) -> Result:
    """委托: lend an item to a deputy; the owner stays named and may take it back."""
    item = get_open(act, item_id)
    act.require(Permission.DELEGATE_ITEM, item)
    deputy = _eligible(item, candidates(item, act.today), person_id)
    item.owner_id = item.owner_id or item.assignee_id or act.actor.person_id
    item.assignee_id, item.claimed_at = deputy.id, act.now
    act.audit(
        "item.delegated", f"“{item.title}”委托{deputy.name}办理：{reason}", node=item.node, to=deputy.id
    )
    telling.tell(act, [deputy], f"{act.actor.name}委托您办理“{item.title}”")
    return {"item": item.id, "assignee": deputy.name}


def candidates(item: WorkItem, on: Any) -> list[Person]:
    """Who may be given this item: the holders of its role at its unit; where drafters are barred, the others."""
    barred = {item.assignee_id, *item.drafter_ids}
    return [p for p in holders_of(Role(item.role), item.unit_id, on) if p.id not in barred]


def receivers(item: WorkItem, on: Any) -> list[Person]:
    """To whom it may be handed over for good (转办): also who helps out at that desk, but where others' work is checked.

    Another unit is not in the list: that the matter is another unit's is decided by who assigns (改派).
    """
    if form_of(item).by is not Hand.ANYBODY:
        return candidates(item, on)
    ids = [one for one in colleague_ids(Role(item.role), item.unit_id, on) if one != item.assignee_id]
    found = {person.id: person for person in db.session.scalars(select(Person).where(Person.id.in_(ids)))}
    return [found[one] for one in ids]


def _eligible(item: WorkItem, people: list[Person], person_id: int) -> Person:
    for person in people:
        if person.id == person_id:
            return person
    words = (
        f"拟稿人不能{item.check_words}，请选择本岗位的其他人员"
        if person_id in item.drafter_ids
        else "请选择本岗位的其他人员"
    )
    raise InvalidInput(fields={"person_id": words})


@use_case("save_draft", is_audited=False)
def save_draft(act: Act, item_id: str, data: dict[str, Any]) -> Result:
    """暂存: keep what was typed, without moving the case on."""
    item = get_open(act, item_id)
    act.require(Permission.WORK_ON_ITEM, item)
    draft = draft_of(item, act.actor.person_id)
    if draft is None:
        draft = FormDraft(work_item_id=item.id, person_id=act.actor.person_id)
        db.session.add(draft)
    draft.data, draft.saved_at = data, act.now
    return {"saved_at": act.now.isoformat()}


def newest_draft(item: WorkItem, person_id: int | None) -> FormDraft | None:
    """What was typed last, by whoever had the item in hand then: nobody begins anew what another has begun.

    An opinion that somebody was about to sign stays his own.
    """
    if form_of(item).signs:
        return draft_of(item, person_id)
    query = select(FormDraft).where(FormDraft.work_item_id == item.id)
    return db.session.scalars(query.order_by(FormDraft.saved_at.desc(), FormDraft.id.desc()).limit(1)).first()


def draft_of(item: WorkItem, person_id: int | None) -> FormDraft | None:
    return db.session.scalar(
        select(FormDraft).where(FormDraft.work_item_id == item.id, FormDraft.person_id == person_id)
    )
