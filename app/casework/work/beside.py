"""Tasks beside the diagram: an opinion that is asked of a person (加签), a contribution asked of a unit (协办).

The engine knows nothing of them, so they never move a case and never hold one open: a case goes on by its own tasks.
An opinion may have to come first: then the task that it is for counts it (`waits`) and is not completed before.
"""

from typing import Any
from uuid import uuid4

from sqlalchemy import select

from app.casework.acts.act import Act
from app.casework.acts.errors import CannotHappenNow
from app.casework.models import Case, WorkItem
from app.casework.models.work import WorkItemStatus
from app.casework.work import telling
from app.casework.work.boxes import is_open
from app.database import db

ADVICE, CONTRIBUTION = "advice", "contribution"
LANES = {ADVICE: "加签", CONTRIBUTION: "协办"}


def put(act: Act, kind: str, title: str, at: tuple[str, int], about: str, **more: Any) -> WorkItem:
    """A task beside the diagram for the role at the unit (`at`); `about` names what it is for within the case."""
    case = act.the_case
    item = WorkItem(
        id=str(uuid4()), case_id=case.id, case=case, node=f"beside_{kind}", title=title[:120], lane=LANES[kind],
        role=at[0], unit_id=at[1], form=kind, due_on=case.due_on, created_at=act.now, choices=[], drafter_ids=[],
        copy_item=about, beside=kind, asked_by_id=act.actor.person_id, **more,
    )  # fmt: skip
    db.session.add(item)
    db.session.flush()
    telling.tell_hands(act, item, f"{act.actor.name}请您{LANES[kind]}")
    return item


def open_beside(case: Case, about: str = "") -> list[WorkItem]:
    """The open ones of a case; `about`: those for one thing."""
    query = select(WorkItem).where(WorkItem.case_id == case.id, is_open, WorkItem.beside.is_not(None))
    return list(db.session.scalars(query.where(WorkItem.copy_item == about) if about else query))


def refuse_waiting(item: WorkItem) -> None:
    """Raises CannotHappenNow for a task that waits for an opinion."""
    if item.waits:
        raise CannotHappenNow("加签的意见还没有给出，这一环节暂不能提交；不再需要的，请先撤销加签")


def settle(act: Act, item: WorkItem) -> None:
    """What was asked is answered or given up: the task that waited for it may go on."""
    helped = db.session.get(WorkItem, item.for_item_id) if item.for_item_id else None
    if helped is None or not helped.is_open:
        return
    helped.waits = max(0, helped.waits - 1)
    telling.tell_hands(act, helped, f"“{item.title}”已办结")


def cancel(act: Act, item: WorkItem) -> None:
    """What was asked is not needed any more."""
    item.status, item.done_at = WorkItemStatus.CANCELLED, act.now
    settle(act, item)
