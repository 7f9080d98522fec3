"""预计逾期: open work whose days left are fewer than what the same hand usually needs for the same step.

The rule: the time until a case falls due is shorter than the mean time that whoever has its open step in hand took
for this step in the last twelve months; where that are fewer than three, the mean of the organ; where that has fewer
as well, nothing is predicted. What is overdue or stands still is not predicted: it shows as what it is.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Float, Select, and_, cast, func, select

from app.board.days_in_sql import epoch
from app.board.wanted import MONTHS
from app.casework.models import Case, StepInMonth, WorkItem
from app.casework.models.work import WorkItemStatus
from app.casework.terms.moments import under_way
from app.law.office_time import office_day
from app.law.periods import months_until

FEWEST = 3
"""So many of a step make a mean."""


def predicted(organ_ids: Collection[int], now: datetime) -> Select[Any]:
    """The ids of the cases of these organs that will be late by the rule."""
    of_hand = _means(organ_ids, now, StepInMonth.person_id).subquery()
    of_organ = _means(organ_ids, now).subquery()
    needed = func.coalesce(of_hand.c.mean, of_organ.c.mean)
    left = epoch(Case.due_at) - int(now.timestamp())
    return (
        select(WorkItem.case_id)
        .join(Case, Case.id == WorkItem.case_id)
        .outerjoin(of_hand, and_(_same_step(of_hand), of_hand.c.person_id == WorkItem.assignee_id))
        .outerjoin(of_organ, _same_step(of_organ))
        .where(WorkItem.status == WorkItemStatus.OPEN, Case.organ_id.in_(organ_ids), under_way(now))
        .where(left < needed)
        .correlate(None)
    )


def _same_step(means: Any) -> ColumnElement[bool]:
    return and_(
        means.c.organ_id == Case.organ_id, means.c.process == Case.process, means.c.node == WorkItem.node
    )


def _means(organ_ids: Collection[int], now: datetime, *by: Any) -> Select[Any]:
    """Seconds of a step, of those who did it at least three times."""
    place = (StepInMonth.organ_id, StepInMonth.process, StepInMonth.node, *by)
    number = func.sum(StepInMonth.number)
    mean = cast(func.sum(StepInMonth.seconds), Float) / number
    since = months_until(office_day(now), MONTHS)[0]
    return (
        select(*place, mean.label("mean"))
        .where(StepInMonth.organ_id.in_(organ_ids), StepInMonth.month >= since)
        .group_by(*place)
        .having(number >= FEWEST)
    )
