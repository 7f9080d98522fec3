"""Which story a case follows, and from which day an agent takes up a task."""

from datetime import date

from sqlalchemy import func, select

from app.casework.contract.platform import platform
from app.casework.contract.scenes import Scene, Story
from app.casework.models import Case, WorkItem
from app.casework.models.work import WorkItemStatus
from app.database import db
from app.law.calendar import WorkCalendar


class Plan:
    """The stories by case. A case without one (somebody else opened it) gets one that its process improvises."""

    def __init__(self, calendar: WorkCalendar) -> None:
        self.calendar = calendar
        self._stories: dict[int, Story] = {}
        self._left_until: dict[str, date] = {}

    def tell(self, case_id: int, story: Story) -> None:
        self._stories[case_id] = story

    @property
    def case_ids(self) -> list[int]:
        return list(self._stories)

    def story_of(self, case: Case) -> Story:
        if case.id not in self._stories:
            self.tell(case.id, platform().process(case.process).stories.improvise(case))
        return self._stories[case.id]

    def known_story(self, case_id: int) -> Story | None:
        return self._stories.get(case_id)

    def scene(self, item: WorkItem, today: date) -> Scene[Story]:
        return Scene(item, self.story_of(item.case), visits_before(item) + 1, today, self.calendar)

    def leave_until(self, item_id: str, day: date) -> None:
        """Nobody need look at this task before that day."""
        self._left_until[item_id] = day

    def is_left(self, item_id: str, today: date) -> bool:
        return self._left_until.get(item_id, today) > today

    def take_up_on(self, scene: Scene[Story]) -> date:
        """The day on which the task has lain on the desk as long as the story wants."""
        wait = scene.story.wait(scene.item.node, scene.item.form, scene.visit)
        return self.calendar.add_working_days(scene.item.created_at.date(), wait)


def visits_before(item: WorkItem) -> int:
    """How often the case has been at this task before."""
    earlier = select(func.count()).where(WorkItem.case_id == item.case_id, WorkItem.node == item.node)
    return db.session.scalar(earlier.where(WorkItem.status != WorkItemStatus.OPEN)) or 0


def open_items(until: date) -> list[tuple[str, str, int]]:
    """(id, node, case id) of the open tasks that exist by then, in an order that no random id decides."""
    query = (
        select(WorkItem.id, WorkItem.node, WorkItem.case_id, WorkItem.created_at)
        .join(Case, Case.id == WorkItem.case_id)
        .where(WorkItem.status == WorkItemStatus.OPEN)
        .order_by(WorkItem.created_at, Case.number, WorkItem.node)
    )
    rows = db.session.execute(query)
    return [(id_, node, case_id) for id_, node, case_id, created_at in rows if created_at.date() <= until]
