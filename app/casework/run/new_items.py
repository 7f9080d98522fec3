"""A work item for a task that the engine has made ready: at whose post it waits, in whose hands, whose copy it is."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from app.casework.acts.act import Act
from app.casework.acts.errors import CannotHappenNow
from app.casework.contract.drawing import Copies, Lane
from app.casework.contract.process import Process
from app.casework.models import WorkItem
from app.casework.models.work import APPROVE, DONE_ITEM, SEND_BACK, SIGN_FORM, WorkItemStatus
from app.casework.texts.versions import bar_drafters
from app.database import columns_of, db
from app.engine.runner import ReadyTask
from app.office.holders import holder_ids
from app.office.models import OrgUnit, Person
from app.office.standing import roles_of
from app.office.vocabulary import Role

Named = Mapping[tuple[str, int], int]
_doers = (
    select(WorkItem.done_by_id)
    .where(WorkItem.case_id == bindparam("of_case"), WorkItem.lane == bindparam("lane"))
    .where(WorkItem.unit_id == bindparam("unit_id"), WorkItem.status == DONE_ITEM)
    .order_by(WorkItem.done_at.desc())
    .limit(1)
)
ANSWERS = {APPROVE: "同意", SEND_BACK: "不同意"}
"""What a copy of a task may answer; the values are what a diagram may ask the list of answers for."""


@dataclass(frozen=True)
class Place:
    """Where an item waits. `name` tells whose copy it is; `person` is the one whose it is, whatever the lane."""

    unit_id: int
    name: str = ""
    person: Person | None = None


def new_item(act: Act, process: Process, task: ReadyTask, named: Named) -> WorkItem:
    """The item, in the hands of who is named, of who did the like before, of the only one who could, or in the pool.

    `named`: whom this act has named for a role at a unit.
    """
    case, lane = act.the_case, process.drawing.lanes[task.lane or ""]
    place = _place_of(act, process, lane, task)
    title = f"{task.title}（{place.name}）" if place.name else task.title
    item = WorkItem(
        id=task.id, case_id=case.id, case=case, node=task.node, title=title[:120], lane=task.lane or "",
        role=lane.role, unit_id=place.unit_id, form=task.form, due_on=case.due_on, created_at=act.now,
        choices=_choices(task), drafter_ids=[], copy_item=task.assignee if task.answer else None, answer=task.answer,
    )  # fmt: skip
    bar_drafters(item, act.today)
    chosen = named.get((item.role, item.unit_id))
    item.assignee_id = chosen if chosen and chosen not in item.drafter_ids else _assignee(act, item, place)
    return item


def _choices(task: ReadyTask) -> list[dict[str, str]]:
    """What the gateway behind the task asks; a copy is asked whether it agrees, unless its form asks otherwise."""
    if task.answer and task.form not in (None, SIGN_FORM):
        return []
    if task.answer:
        return [{"name": task.answer, "value": value, "label": label} for value, label in ANSWERS.items()]
    return [{"name": one.name, "value": one.value, "label": one.label} for one in task.choices]


def _place_of(act: Act, process: Process, lane: Lane, task: ReadyTask) -> Place:
    if not task.answer or lane.copies is None:
        return Place(lane.unit(act.the_case))
    if lane.copies is Copies.NAMED:
        return Place(lane.unit(act.the_case), process.work.copy_title(task.assignee or ""))
    kind: type[OrgUnit] | type[Person] = OrgUnit if lane.copies is Copies.UNITS else Person
    named = task.assignee or ""
    found = db.session.get(kind, int(named)) if named.isdecimal() else None
    if isinstance(found, OrgUnit):
        return Place(found.id, found.short_name or found.name)
    if isinstance(found, Person):
        posts = [post for post in roles_of(found, act.today) if post.role == lane.role]
        return Place(posts[0].unit_id if posts else lane.unit(act.the_case), found.name, found)
    raise CannotHappenNow(f"“{task.title}”的名单中有不存在的单位或者人员（{task.assignee}），请重新选定")


def _assignee(act: Act, item: WorkItem, place: Place) -> int | None:
    """Who did the last item of this lane in this case does the next; a role held by one person is theirs.

    What nobody but its drafters could sign or issue lies in the pool, for whoever is appointed or stands in.
    """
    if place.person is not None:
        return place.person.id if place.person.id not in item.drafter_ids else None
    holders = set(holder_ids(Role(item.role), place.unit_id, act.today))
    holders.difference_update(item.drafter_ids)
    if len(holders) < 2:
        return next(iter(holders), None)
    before = _last_doer(act, item.lane, place.unit_id)
    return before if before in holders else None


def _last_doer(act: Act, lane: str, unit_id: int) -> int | None:
    """What this act itself has completed is the last; it need not be written for that."""
    begun_with = act.found.item if act.found is not None else None
    for one in (begun_with, *db.session.dirty):
        if isinstance(one, WorkItem) and _is_done_now(one, act, lane, unit_id):
            return one.done_by_id
    asked = {"of_case": act.the_case.id, "lane": lane, "unit_id": unit_id}
    return columns_of(_doers, asked).scalar()


def _is_done_now(item: WorkItem, act: Act, lane: str, unit_id: int) -> bool:
    is_here = (item.case_id, item.lane, item.unit_id) == (act.the_case.id, lane, unit_id)
    return is_here and item.status == WorkItemStatus.DONE and item.done_at == act.now
