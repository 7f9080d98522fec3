"""取回: take back what one completed, while nothing has come of it and nobody has opened what follows."""

from sqlalchemy import bindparam, exists, select

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import CannotHappenNow, NotFound
from app.casework.models import Case, CaseRun, FormDraft, Opinion, WorkItem
from app.casework.models.work import APPROVE, SEND_BACK, WorkItemStatus
from app.casework.run.workflow import workflow_of
from app.casework.texts import signatures
from app.casework.work import telling
from app.casework.work.inbox import open_items_of
from app.casework.work.recipients import hands_for
from app.casework.work.work_items import form_of
from app.database import db
from app.office.permissions import Permission

WORDS = "取回"
_drafts, _items = FormDraft.__table__.c, WorkItem.__table__.c
_is_typed_or_asked = select(
    exists().where(_drafts.work_item_id == bindparam("item_id"))
    | exists().where(_items.for_item_id == bindparam("item_id"))
)


def next_items(item: WorkItem) -> list[WorkItem]:
    """The open tasks that the act which completed this one has opened. An act has one moment, which tells them."""
    return [one for one in open_items_of(item.case) if one.created_at == item.done_at and one.beside is None]


def why_not(item: WorkItem, run: CaseRun | None) -> str:
    """Why it cannot be taken back; empty when it can."""
    if item.status != WorkItemStatus.DONE or not item.case.is_open:
        return "只有已提交、办件尚未办结的环节可以取回"
    if run is None or run.item_before != item.id or run.state_before is None:
        return "提交以后系统已办理其他事项，或者已有后续办理，不能取回"
    for one in next_items(item):
        if one.opened_at is not None or one.claimed_at is not None or _is_begun(one):
            who = one.assignee.name if one.assignee else one.unit.short_name
            return f"{who}已打开“{one.title}”，不能取回；请与其联系，由其退回"
    return ""


def _is_begun(item: WorkItem) -> bool:
    """Something is typed there, or somebody was asked for an opinion on it (加签), whether that was given or not."""
    return item.then_to_id is not None or bool(db.session.scalar(_is_typed_or_asked, {"item_id": item.id}))


@use_case("take_item_back")
def take_back(act: Act, item_id: str) -> Result:
    """Raises NotFound, NotAllowed for what somebody else completed, CannotHappenNow with the reason."""
    item = act.found.item if act.found is not None else None
    if item is None or item.id != item_id:
        raise NotFound()
    act.require(Permission.TAKE_BACK_ITEM, item)
    run = db.session.get(CaseRun, item.case_id, populate_existing=True)
    if why := why_not(item, run):
        raise CannotHappenNow(why)
    assert run is not None
    assert run.state_before is not None
    following = next_items(item)
    for one in following:
        telling.tell(
            act, hands_for(one, act.today), f"{act.actor.name}取回“{item.title}”，“{one.title}”暂不办理"
        )
        db.session.delete(one)  # the engine makes it anew, under the same id, when the step is done again
    undo = form_of(item).undo
    if undo is not None:
        undo(act, item)
    _void_opinion(act, item)
    workflow_of(act).take_back(item.id, run.state_before)
    item.status, item.done_at, item.done_by_id, item.outcome = WorkItemStatus.OPEN, None, None, ""
    item.assignee_id, item.version = act.actor.person_id, item.version + 1
    item.due_on = act.the_case.due_on  # which may have moved while the item was done
    act.audit("item.taken_back", f"取回“{item.title}”", node=item.node)
    return {"item": item.id, "case": act.the_case.number, "title": item.title}


def _void_opinion(act: Act, item: WorkItem) -> None:
    """What was said when it was completed does not count; that it was said stays on record."""
    given = select(Opinion).where(Opinion.work_item_id == item.id, Opinion.given_at == item.done_at)
    for opinion in db.session.scalars(given):
        if opinion.choice == APPROVE:
            opinion.voided_at = act.now
        if opinion.choice == SEND_BACK and opinion.texts and opinion.lifted_at is None:
            opinion.lifted_at, opinion.lifted_by_id, opinion.lifted_why = act.now, act.actor.person_id, WORDS
    signatures.forget_given(item.case_id)


@use_case("open_item", is_audited=False)
def note_opening(act: Act, item_id: str) -> Result:
    """The task was opened by who has it or could take it: from now on it is not taken back from under their eyes."""
    item = act.found.item if act.found is not None else None
    if item is not None and item.is_open and item.opened_at is None:
        item.opened_at = act.now
    return {}


def takeable(case: Case, person_id: int) -> WorkItem | None:
    """The task of this case that the person could take back now."""
    run = db.session.get(CaseRun, case.id)
    item = db.session.get(WorkItem, run.item_before) if run is not None and run.item_before else None
    if item is None or item.done_by_id != person_id or why_not(item, run):
        return None
    return item
