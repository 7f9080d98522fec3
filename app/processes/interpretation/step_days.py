"""How many days each step took: from the work items as they were opened and done, stage by stage."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.casework.models import WorkItem
from app.database import db
from app.law.policy_check import days_on_average, time_spent
from app.processes.interpretation.overview import STAGES


@dataclass(frozen=True)
class StepDays:
    """A stage, how many packages passed it, and their days on average."""

    title: str
    packages: int
    days: float


def days_of_steps(case_ids: Sequence[int]) -> Iterable[StepDays]:
    """The stages in the order of the way; those that nobody passed are left out.

    A stage that is entered again after a return counts with all its visits; several who sign at once count once. A step
    that a county has drawn belongs to no stage here.
    """
    if not case_ids:
        return
    stages = {node: stage.title for stage in STAGES for node in stage.nodes}
    spans: dict[str, dict[int, list[tuple[datetime, datetime]]]] = defaultdict(lambda: defaultdict(list))
    done = select(WorkItem).where(WorkItem.case_id.in_(case_ids), WorkItem.done_at.is_not(None))
    for item in db.session.scalars(done):
        if item.node in stages and item.done_at is not None:
            spans[stages[item.node]][item.case_id].append((item.created_at, item.done_at))
    for stage in STAGES:
        spent = [time_spent(visits) for visits in spans[stage.title].values()]
        if (days := days_on_average(spent)) is not None:
            yield StepDays(stage.title, len(spent), days)
