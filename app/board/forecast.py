"""预计逾期: open work whose days left are fewer than what the same hand usually needs for the same step.

The rule: the time until a case falls due is shorter than the mean time that whoever has its open step in hand took
for this step in the last twelve months; where that are fewer than three, the mean of the organ; where that has fewer
as well, nothing is predicted. What is overdue or stands still is not predicted: it shows as what it is.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Float,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    cast,
    func,
    select,
)

from app.board.days_in_sql import epoch
from app.board.wanted import MONTHS
from app.casework.models import Case, StepInMonth, WorkItem
from app.casework.terms.moments import NOW, at, under_way
from app.casework.work.boxes import is_open
from app.database import materialized
from app.law.office_time import office_day
from app.law.periods import months_until

FEWEST = 3
"""So many of a step make a mean."""
ORGANS: BindParameter[Any] = bindparam("organs", expanding=True)


def predicted(organ_ids: Collection[int], now: datetime) -> Select[Any]:
    """The ids of the cases of these organs that will be late by the rule."""
    query = select(WorkItem.case_id).join(Case, Case.id == WorkItem.case_id)
    query = query.where(is_open, Case.organ_id.in_(ORGANS), under_way(NOW), is_short())
    found = select(materialized(query, "predicted").c.case_id)
    return found.params(organs=list(organ_ids), **at(now), **since(now))


def since(now: datetime) -> dict[str, Any]:
    """What `is_short` asks beside organs and instant: the first of the months whose means count, and the instant in
    seconds."""
    return {"since": months_until(office_day(now), MONTHS)[0], "seconds": int(now.timestamp())}


def is_short() -> ColumnElement[bool]:
    """Of Case and WorkItem: the time left is shorter than the mean. Looked up for those of which it is asked.

    It says nothing, or NULL, of what is not under way. Bound later: `ORGANS` and `since`.
    """
    of_hand = materialized(_means(StepInMonth.person_id), "means_of_hands").c
    of_organ = materialized(_means(), "means_of_organs").c
    own = _same_step(of_hand), of_hand.person_id == WorkItem.assignee_id
    needed = func.coalesce(_mean(of_hand, *own), _mean(of_organ, _same_step(of_organ)))
    return epoch(Case.due_at) - bindparam("seconds", type_=Integer) < needed


def _mean(means: Any, *of_the_step: ColumnElement[bool]) -> ColumnElement[float]:
    return select(means.mean).where(*of_the_step).correlate(Case, WorkItem).scalar_subquery()


def _same_step(means: Any) -> ColumnElement[bool]:
    return and_(means.organ_id == Case.organ_id, means.process == Case.process, means.node == WorkItem.node)


def _means(*by: Any) -> Select[Any]:
    """Seconds of a step, of those who did it at least three times."""
    place = (StepInMonth.organ_id, StepInMonth.process, StepInMonth.node, *by)
    number = func.sum(StepInMonth.number)
    mean = cast(func.sum(StepInMonth.seconds), Float) / number
    return (
        select(*place, mean.label("mean"))
        .where(StepInMonth.organ_id.in_(ORGANS), StepInMonth.month >= bindparam("since", type_=String))
        .group_by(*place)
        .having(number >= FEWEST)
    )
