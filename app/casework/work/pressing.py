"""The most pressing open item besides those of the case at hand (下一件): asked by every page behind a click."""

from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, select

from app.casework.models import Case, WorkItem
from app.casework.models.work import SIGN_FORM
from app.casework.work.boxes import STANDINGS, is_in_my_pool, is_mine, is_open
from app.casework.work.inbox import NEAREST_FIRST
from app.casework.work.paging import PAGE_SIZE
from app.database import columns_of, kept_statement
from app.office.standing import Standing


class Pressing(NamedTuple):
    """What is told of it."""

    id: str
    title: str
    form: str | None
    number: str
    case_title: str

    @property
    def is_signature(self) -> bool:
        return self.form == SIGN_FORM


def most_pressing(standing: Standing, box: str, besides: int) -> Pressing | None:
    """The first of the first page of a box, `mine` or `pool`, that is not of the case `besides` nor one's own draft."""
    with columns_of(_pressing(standing, box), {"besides": besides}) as rows:
        for drafter_ids, *told in rows:
            if standing.person_id not in drafter_ids:
                return Pressing._make(told)
    return None


@kept_statement(STANDINGS)
def _pressing(standing: Standing, box: str) -> Select[Any]:
    """Built once for a person."""
    told = (WorkItem.id, WorkItem.title, WorkItem.form, Case.number, Case.title)
    in_box = is_in_my_pool(standing) if box == "pool" else is_mine(standing)
    query = select(WorkItem.drafter_ids, *told).join(WorkItem.case).where(is_open, in_box)
    others = WorkItem.case_id != bindparam("besides")
    return query.where(others).order_by(*NEAREST_FIRST).limit(PAGE_SIZE)
