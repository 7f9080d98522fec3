"""The agents at the desk: every working day they look at each open task and complete it when its time has come.

Tasks with a recipe (the facet of the stories) are answered by it. All others are filled in from their JSON Schema, so
that a diagram or a process that did not exist when this was written is walked as well.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.casework.acts.actor import Actor, of_person
from app.casework.acts.once import one_reading
from app.casework.contract.platform import platform
from app.casework.contract.scenes import NOT_NOW, Scene, Story
from app.casework.contract.schemas import json_schema
from app.casework.models import WorkItem
from app.casework.texts import seen
from app.casework.work import work_items
from app.database import db
from app.demo.filling import filled
from app.demo.plan import Plan, Task
from app.demo.present import Present
from app.law.errors import RuleViolation
from app.office.holders import holders_of
from app.office.models import Person
from app.office.vocabulary import Role

MOST_ROUNDS = 4  # a task that was reached today may be done today
MOST_URGENT = 20  # what is urgent goes from hand to hand until it rests
NOBODY = "没有人担任这一岗位"
MOST_TRIES = 4  # a refused form is filled in again, with the fields that the refusal names


@dataclass(frozen=True)
class Sheet:
    """The form of a task, and what is written into it: the answer, and the mark of the texts that were read."""

    schema: dict[str, Any]
    answer: dict[str, Any]

    @classmethod
    def of(cls, scene: Scene[Story], answer: dict[str, Any]) -> "Sheet":
        form = work_items.form_of(scene.item)
        read = seen.known_mark(form.texts(scene.case))
        return cls(json_schema(form.schema(scene.item)), {**answer, **read})


class Desk:
    """All clerks and leaders. `troubles` counts what they could not do: (task, message) → how often."""

    def __init__(self, present: Present, plan: Plan) -> None:
        self.present, self.plan = present, plan
        self.troubles: Counter[tuple[str, str]] = Counter()

    def work(self) -> None:
        """One working day: what is urgent first."""
        for _ in range(MOST_URGENT):
            if sum(self._look_at(task) for task in self._urgent_tasks()) == 0:
                break
        for _ in range(MOST_ROUNDS):
            if sum(self._look_at(task) for task in self.plan.open_tasks(self.present.today)) == 0:
                return

    def _urgent_tasks(self) -> list[Task]:
        stories = [
            (task, self.plan.known_story(task.case_id)) for task in self.plan.open_tasks(self.present.today)
        ]
        return [task for task, story in stories if story is not None and story.urgent]

    def _look_at(self, task: Task) -> bool:
        today = self.present.today
        if task.waits or self.plan.is_left(task.id, today):
            return False
        if (lies_until := self.plan.lies_until(task)) > today:
            self.plan.leave_until(task.id, lies_until)
            return False
        with one_reading():
            item = db.session.get(WorkItem, task.id, populate_existing=True)
            if item is None or not item.is_open or item.waits:
                return False
            scene = self.plan.scene(item, today)
            rests = scene.story.rests_at(item.node, scene.visit)
            answer = NOT_NOW if rests else self._answer(scene)
            sheet = None if answer is NOT_NOW else Sheet.of(scene, answer)
        if rests:
            self._claim_if_told(scene)
            self.plan.leave_until(task.id, date.max)
        return sheet is not None and self._complete(scene, sheet)

    def _answer(self, scene: Scene[Story]) -> Any:
        """The recipe's answer, or what the form starts with."""
        recipe = platform().process(scene.case.process).stories.recipes.get(scene.item.form or "")
        if recipe is not None:
            return recipe(scene)
        return {
            name: value for name, value in work_items.form_of(scene.item).initial(scene.case).items() if value
        }

    def _claim_if_told(self, scene: Scene[Story]) -> None:
        if not scene.story.claimed or scene.item.assignee_id is not None:
            return
        people = self._hands(scene)
        if people:
            actor, item = of_person(people[0]), scene.item
            self.present.run(work_items.claim, actor, case_id=item.case_id, item_id=item.id)

    def _hands(self, scene: Scene[Story]) -> list[Person]:
        """Who could do it, in the order of a lot drawn for the task."""
        item = scene.item
        if item.assignee is not None:
            return [item.assignee]
        people = holders_of(Role(item.role), item.unit_id, scene.today)
        scene.story.luck("hands", item.node, scene.visit).shuffle(people)
        return people

    def _complete(self, scene: Scene[Story], sheet: Sheet) -> bool:
        """Let somebody who may do it complete the task. What nobody can do is put off to tomorrow and counted."""
        title, item_id, problem = scene.item.title, scene.item.id, NOBODY
        for person in self._hands(scene):
            problem = self._attempt(scene, of_person(person), sheet)
            if not problem:
                return True
        self._put_off(item_id, title, problem)
        return False

    def _attempt(self, scene: Scene[Story], actor: Actor, sheet: Sheet) -> str:
        """Complete the task as this person; what a refusal names is filled in. The last refusal, or nothing."""
        item = scene.item
        about = {"case_id": item.case_id, "item_id": item.id}
        named: set[str] = set()
        problem = ""
        for attempt in range(MOST_TRIES):
            luck = scene.story.luck(item.node, scene.visit, attempt)
            data = filled(sheet.schema, sheet.answer, luck, scene.today, sorted(named))
            try:
                platform().process(scene.case.process).stories.prepare(scene, self.present, actor)
                self.present.run(work_items.complete, actor, **about, data=data)
            except RuleViolation as refused:
                problem = "；".join(refused.fields.values()) or refused.message
                if refused.fields.keys() <= named:
                    return problem
                named |= refused.fields.keys()
            else:
                return ""
        return problem

    def _put_off(self, item_id: str, title: str, message: str) -> None:
        self.troubles[title, message] += 1
        self.plan.leave_until(item_id, self.present.today + timedelta(days=1))
