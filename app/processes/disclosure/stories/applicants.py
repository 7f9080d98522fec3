"""The agents outside the office: they apply, answer a 补正 notice, withdraw; and units that ask for more time."""

import logging
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from app.casework.acts.actor import APPLICANT, Actor
from app.casework.models import Case, WorkItem
from app.database import db
from app.demo.plan import Plan, open_items
from app.demo.present import Present, actor_for
from app.law.calendar import WorkCalendar
from app.law.errors import RuleViolation
from app.law.receipt import Channel
from app.office.holders import holders_of
from app.office.organs import find_unit
from app.office.vocabulary import Role
from app.processes.disclosure import query_codes, use_cases
from app.processes.disclosure.models import Clarification, ExtensionRequest
from app.processes.disclosure.stories import writing
from app.processes.disclosure.stories.story import PACE, Story

logger = logging.getLogger(__name__)
ASK_WITHIN = 4  # working days before the due day
CONCERNED = ("T_clarification", "T_confirm_lapse", "T_handle")
MAILED = (Channel.REGISTERED_MAIL, Channel.ORDINARY_MAIL, Channel.FAX, Channel.EMAIL)


class Applicants:
    """Everybody who asks. Query codes are kept in memory for whoever shows the demo."""

    def __init__(self, present: Present, plan: Plan) -> None:
        self.present, self.plan = present, plan
        self.query_codes: dict[str, str] = {}
        self.numbers: dict[str, str] = {}
        self.case_ids: list[int] = []
        self.refused: list[str] = []

    def arrive(self, story: Story) -> None:
        """One request comes in: on the portal, or over a clerk who registers it."""
        code = query_codes.new_code()
        organ = find_unit(story.organ, self.present.today)
        given = writing.application(story, organ, self.present.today.year - 1)
        key = str(uuid4())
        try:
            if story.is_online:
                data = {**given, "organ": story.organ, "has_read_guide": True}
                done = self.present.run(use_cases.apply_online, APPLICANT, key=key, data=data, uploads=[],
                                        query_code=query_codes.hashed(code))  # fmt: skip
            else:
                done = self._at_the_desk(story, {**given, **self._receipt(story)}, key, code)
        except RuleViolation as refused:
            logger.warning(
                "the request %s could not be opened: %s %s", story.key, refused.code, sorted(refused.fields)
            )
            self.refused.append(story.key)
            return
        self._remember(story, done["number"], code)

    def _remember(self, story: Story, number: str, code: str) -> None:
        case_id = db.session.scalars(select(Case.id).where(Case.number == number)).one()
        self.plan.tell(case_id, story)
        self.case_ids.append(case_id)
        self.query_codes[number], self.numbers[story.key] = code, number

    def _at_the_desk(self, story: Story, data: dict[str, Any], key: str, code: str) -> dict[str, Any]:
        organ = find_unit(story.organ, self.present.today)
        clerk = story.luck("intake").choice(holders_of(Role.INTAKE_CLERK, organ, self.present.today))
        return self.present.run(
            use_cases.register_request, actor_for(clerk, self.present.today), key=key, organ_code=story.organ,
            data=data, uploads=[], query_code=query_codes.hashed(code),
        )  # fmt: skip

    def _receipt(self, story: Story) -> dict[str, Any]:
        """The evidence that the channel needs; mail may have come on the day off before."""
        today, calendar = self.present.today, self.plan.calendar
        arrived = day_off_before(today, calendar) if story.weekend and story.channel in MAILED else today
        found: dict[str, Any] = {"channel": story.channel, "arrived_on": arrived.isoformat()}
        if story.channel == Channel.REGISTERED_MAIL:
            number = 2_000_000_000_000 + today.toordinal() * 100 + story.applicant
            found |= {"signed_on": arrived.isoformat(), "signed_by": "收发室", "tracking_number": str(number)}
        return found

    def act(self) -> None:
        """What applicants and handling units do today about open cases."""
        for item_id, node, case_id in open_items(self.present.today):
            story = self.plan.known_story(case_id)
            if story is None or node not in (*CONCERNED, story.withdraw_at):
                continue
            item = db.session.get(WorkItem, item_id, populate_existing=True)
            if item is not None and item.is_open:
                self._act_on(item, node, story)

    def _act_on(self, item: WorkItem, node: str, story: Story) -> None:
        case_id = item.case_id
        if story.withdraw_at == node:
            self._withdraw(item.case, story)
        elif node == "T_clarification" and story.clarification == "answered" and story.is_online:
            if self._days_since(item) >= story.luck("answer").randint(*PACE["clarification"]):
                self._answer(case_id, writing.clarified(story, item.case))
        elif node == "T_confirm_lapse" and story.clarification == "late" and story.is_online:
            if not db.session.get_one(Clarification, case_id).late_answer:
                self._answer(case_id, writing.clarified(story, item.case))
        elif node == "T_handle" and story.extension:
            self._ask_for_time(item, story)

    def _days_since(self, item: WorkItem) -> int:
        return self.plan.calendar.working_days_between(item.created_at.date(), self.present.today)

    def _answer(self, case_id: int, words: str) -> None:
        self._run(
            use_cases.answer_clarification, APPLICANT, case_id=case_id, data={"answer": words}, uploads=[]
        )

    def _withdraw(self, case: Case, story: Story) -> None:
        if story.is_online:
            self._run(use_cases.withdraw_request, APPLICANT, case_id=case.id, reason="已从其他途径取得")
        elif self.plan.calendar.is_working_day(self.present.today):
            clerk = holders_of(Role.INTAKE_CLERK, case.organ, self.present.today)[0]
            actor = actor_for(clerk, self.present.today)
            self._run(use_cases.record_withdrawal, actor, case_id=case.id, reason="申请人书面撤回")

    def _ask_for_time(self, item: WorkItem, story: Story) -> None:
        """申请延期, a few days before the due day, once."""
        case, today, calendar = item.case, self.present.today, self.plan.calendar
        asked = db.session.scalar(
            select(ExtensionRequest.id).where(ExtensionRequest.case_id == case.id).limit(1)
        )
        if asked or case.due_on is None or not calendar.is_working_day(today) or today > case.due_on:
            return
        if calendar.working_days_between(today, case.due_on) > ASK_WITHIN:
            return
        handlers = holders_of(Role.HANDLER, item.unit_id, today)
        if handlers:
            data = {
                "working_days": story.extension_days,
                "reason": "涉及多个年度、多个单位，查找核对的材料较多",
            }
            self._run(use_cases.request_extension, actor_for(handlers[0], today), case_id=case.id, data=data)

    def _run(self, use: Any, actor: Actor, **arguments: Any) -> None:
        try:
            self.present.run(use, actor, **arguments)
        except RuleViolation as refused:
            logger.info("an agent's act was refused: %s", refused.code)


def day_off_before(day: date, calendar: WorkCalendar) -> date:
    """The last day before this one on which the office was closed; the day itself within a long working week."""
    for back in range(1, 8):
        if not calendar.is_working_day(day - timedelta(days=back)):
            return day - timedelta(days=back)
    return day
