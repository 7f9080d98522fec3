"""Which open work items are a person's, and which wait for the person's roles: the conditions of every list of them."""

from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, and_, false, or_, select, union

from app.casework.models import WorkItem
from app.casework.models.work import OPEN_ITEM
from app.database import kept_statement
from app.office.standing import Standing

STANDINGS = 500
"""Of so many people who use the desk the statements that every page of theirs sends are kept, built once."""
is_open = WorkItem.status == OPEN_ITEM


def is_mine(standing: Standing) -> ColumnElement[bool]:
    """Items assigned to the person, or to somebody absent for whom the person stands in."""
    return WorkItem.assignee_id.in_(people_of(standing))


def people_of(standing: Standing) -> list[int]:
    """The person, and those absent for whom the person stands in."""
    return sorted({standing.person_id, *(p.on_behalf_of_id for p in standing.posts if p.on_behalf_of_id)})


def is_in_my_pool(standing: Standing) -> ColumnElement[bool]:
    """Unclaimed items of the person's roles at the person's units."""
    places = [
        and_(WorkItem.unit_id.in_(post.lane_unit_ids), WorkItem.role == post.role) for post in standing.posts
    ]
    return and_(WorkItem.assignee_id.is_(None), or_(*places) if places else false())


@kept_statement(STANDINGS)
def in_my_boxes(standing: Standing) -> CompoundSelect[Any]:
    """The ids of the open items that are mine or that I could take.

    Two questions put together: each has its index, which one question with OR would leave unused.
    """
    boxes = (is_mine(standing), is_in_my_pool(standing))
    return union(*(select(WorkItem.id).where(is_open, box) for box in boxes))
