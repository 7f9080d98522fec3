"""What an agent sees who sits before an open task: the task, its case, the story, the day."""

from dataclasses import dataclass
from datetime import date

from app.casework.models import Case, WorkItem
from app.law.calendar import WorkCalendar
from app.processes.disclosure.stories.story import Story


@dataclass(frozen=True)
class Scene:
    """One open task on one day; `visit` counts how often the case has come to this task, from 1."""

    item: WorkItem
    story: Story
    visit: int
    today: date
    calendar: WorkCalendar

    @property
    def case(self) -> Case:
        return self.item.case

    @property
    def day(self) -> str:
        return self.today.isoformat()
