"""Which story a case follows, and from which day an agent takes up a task."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from app.casework.contract.platform import platform
from app.casework.contract.scenes import Scene, Story
from app.casework.models import Case, WorkItem
from app.casework.models.work import WorkItemStatus
from app.database import db
from app.law.calendar import WorkCalendar


@dataclass(frozen=True)
class Task:
    """An open task as a list shows it, before anybody reads its case."""

    id: str
    node: str
    form: str | None
    case_id: int
    created_on: date
    waits: bool
    """For an opinion that was asked for."""


class Plan:
    """The stories by case. A case without one (somebody else opened it) gets one that its process improvises.

    `is_shared`: others live these days beside it, with cases of their own.
    """

    def __init__(self, calendar: WorkCalendar, *, is_shared: bool = False) -> None:
        self.calendar = calendar
        self.told: dict[int, Story] = {}
        self._left_until: dict[str, date] = {}
        self._visits: dict[str, int] = {}
        self._others: set[int] = set()
        self._known_until = 0 if is_shared else None

    def tell(self, case_id: int, story: Story) -> None:
        self.told[case_id] = story

    @property
    def case_ids(self) -> list[int]:
        return list(self.told)

    def story_of(self, case: Case) -> Story:
        if case.id not in self.told:
            self.tell(case.id, platform().process(case.process).stories.improvise(case))
        return self.told[case.id]

    def known_story(self, case_id: int) -> Story | None:
        return self.told.get(case_id)

    def leave_to_others(self, case_ids: Iterable[int]) -> None:
        """These cases are another's."""
        self._others.update(case_ids)

    def know_cases(self) -> None:
        """Whose case is whose has been told up to this one: what belongs to nobody is this plan's."""
        if self._known_until is not None:
            self._known_until = db.session.scalar(select(func.max(Case.id))) or 0

    def tends(self, case_id: int) -> bool:
        if case_id in self.told or self._known_until is None:
            return True
        return case_id <= self._known_until and case_id not in self._others

    def open_tasks(self, until: date) -> list[Task]:
        """The open tasks of its cases that exist by then, in an order that no random id decides."""
        return [task for task in open_tasks(until) if self.tends(task.case_id)]

    def scene(self, item: WorkItem, today: date) -> Scene[Story]:
        return Scene(item, self.story_of(item.case), self.visit(item), today, self.calendar)

    def visit(self, task: Task | WorkItem) -> int:
        """How often the case has come to this task, from 1."""
        if task.id not in self._visits:
            self._visits[task.id] = visits_before(task) + 1
        return self._visits[task.id]

    def leave_until(self, item_id: str, day: date) -> None:
        """Nobody need look at this task before that day."""
        self._left_until[item_id] = day

    def is_left(self, item_id: str, today: date) -> bool:
        return self._left_until.get(item_id, today) > today

    def lies_until(self, task: Task) -> date:
        """The day on which the task has lain on the desk as long as its story wants; at once where it stays there."""
        story = self.told.get(task.case_id) or self.story_of(db.session.get_one(Case, task.case_id))
        visit = self.visit(task)
        if story.rests_at(task.node, visit):
            return task.created_on
        return self.calendar.add_working_days(task.created_on, story.wait(task.node, task.form, visit))


def visits_before(task: Task | WorkItem) -> int:
    """How often the case has been at this task before."""
    earlier = select(func.count()).where(WorkItem.case_id == task.case_id, WorkItem.node == task.node)
    return db.session.scalar(earlier.where(WorkItem.status != WorkItemStatus.OPEN)) or 0


def open_tasks(until: date) -> list[Task]:
    """The open tasks that exist by then, in an order that no random id decides."""
    query = (
        select(
            WorkItem.id, WorkItem.node, WorkItem.form, WorkItem.case_id, WorkItem.created_at, WorkItem.waits
        )
        .join(Case, Case.id == WorkItem.case_id)
        .where(WorkItem.status == WorkItemStatus.OPEN)
        .order_by(WorkItem.created_at, Case.number, WorkItem.node)
    )
    tasks = [
        Task(id_, node, form, case_id, created_at.date(), bool(waits))
        for id_, node, form, case_id, created_at, waits in db.session.execute(query)
    ]
    return [task for task in tasks if task.created_on <= until]
