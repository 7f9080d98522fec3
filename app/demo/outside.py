"""The agents who are not at the desk: their cases arrive, and they act on open ones, as each process tells."""

import logging
from typing import Any

from sqlalchemy import select

from app.casework.contract.platform import platform
from app.casework.contract.scenes import Story
from app.casework.models import Case, WorkItem
from app.database import db
from app.demo.plan import Plan
from app.demo.present import Present
from app.law.errors import RuleViolation

logger = logging.getLogger(__name__)


class Outside:
    """Everybody who begins a case. Query codes are kept in memory for whoever shows the demo."""

    def __init__(self, present: Present, plan: Plan) -> None:
        self.present, self.plan = present, plan
        self.query_codes: dict[str, str] = {}
        self.numbers: dict[tuple[str, str], str] = {}
        self.case_ids: list[int] = []
        self.refused: list[str] = []

    def arrive(self, story: Story) -> None:
        """One case comes in."""
        stories = platform().process(story.process).stories
        try:
            opened = stories.opens(story, self.present, self.plan.calendar)
        except RuleViolation as refused:
            logger.warning("%s could not be opened: %s %s", story.key, refused.code, sorted(refused.fields))
            self.refused.append(story.key)
            return
        case_id = db.session.scalars(select(Case.id).where(Case.number == opened.number)).one()
        self.plan.tell(case_id, story)
        self.case_ids.append(case_id)
        self.query_codes[opened.number] = opened.query_code
        self.numbers[story.process, story.key] = opened.number

    def act(self) -> None:
        """What they do today about open cases."""
        for task in self.plan.open_tasks(self.present.today):
            story = self.plan.known_story(task.case_id)
            if story is None or not story.concerns_outsiders(task.node):
                continue
            item = db.session.get(WorkItem, task.id, populate_existing=True)
            if item is not None and item.is_open:
                outside = platform().process(item.case.process).stories.outside
                outside(item, story, self.present, self.plan.calendar)

    def shown(self, stories: list[Story]) -> list[dict[str, Any]]:
        """What a visitor can look at, with the query codes that no table keeps."""
        begun = [(story, self.numbers.get((story.process, story.key))) for story in stories if story.shows]
        return [
            {"number": number, "query_code": self.query_codes[number], "shows": story.shows}
            for story, number in begun
            if number is not None
        ]
