"""Handing a task to somebody else: transfer 转办, delegate 委托."""

from typing import Any

from sqlalchemy import select

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.contract.forms import Hand
from app.casework.models import WorkItem
from app.casework.work import telling
from app.casework.work.work_items import form_of, get_open
from app.database import db
from app.law.errors import InvalidInput
from app.office.holders import colleague_ids, holders_of
from app.office.models import Person
from app.office.permissions import Permission
from app.office.vocabulary import Role


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
    """To whom it may be handed over for good (转办): also who helps out there, but where others' work is checked.

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
