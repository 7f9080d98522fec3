"""The agents outside the office: they apply, answer a 补正 notice, withdraw; and units that ask for more time."""

import logging
from datetime import date
from functools import cache
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from app.casework.acts.actor import Actor, of_person
from app.casework.acts.commands import UseCase
from app.casework.contract.scenes import Present
from app.casework.contract.stories import Opened
from app.casework.letters.deliveries import record_delivery
from app.casework.models import Case, WorkItem
from app.database import db
from app.demo.days import day_off_before
from app.law.calendar import WorkCalendar
from app.law.errors import RuleViolation
from app.law.receipt import Channel
from app.office.holders import holders_of
from app.office.organs import find_unit
from app.office.vocabulary import Role
from app.processes.disclosure import query_codes, use_cases
from app.processes.disclosure.applicant import APPLICANT
from app.processes.disclosure.models import Clarification, ExtensionRequest
from app.processes.disclosure.queries import is_extension_unsent, latest_extension
from app.processes.disclosure.stories import writing
from app.processes.disclosure.stories.asides import tell_aside
from app.processes.disclosure.stories.consulting import consult
from app.processes.disclosure.stories.story import PACE, Story
from app.steps import withdrawal

logger = logging.getLogger(__name__)
ASK_WITHIN = 4  # working days before the due day
MAILED = (Channel.REGISTERED_MAIL, Channel.ORDINARY_MAIL, Channel.FAX, Channel.EMAIL)


def apply(story: Story, present: Present, calendar: WorkCalendar) -> Opened:
    """One request comes in: on the portal, or over a clerk who registers it."""
    code = query_codes.new_code() if story.shows else _code_of_the_others().code
    query_code = query_codes.hashed(code) if story.shows else _code_of_the_others()
    organ = find_unit(story.organ, present.today)
    given = writing.application(story, organ, present.today.year - 1)
    key = str(uuid4())
    if story.is_online:
        data = {**given, "organ": story.organ, "has_read_guide": True}
        done = present.run(use_cases.apply_online, APPLICANT, key=key, data=data, uploads=[],
                           query_code=query_code)  # fmt: skip
    else:
        given |= receipt(story, present.today, calendar)
        clerk = story.luck("intake").choice(holders_of(Role.INTAKE_CLERK, organ, present.today))
        done = present.run(
            use_cases.register_request, of_person(clerk), key=key, organ_code=story.organ,
            data=given, uploads=[], query_code=query_code,
        )  # fmt: skip
    return Opened(done["number"], code)


@cache
def _code_of_the_others() -> query_codes.HashedCode:
    """Hashing is slow on purpose; nobody asks with the codes of requests that are shown to nobody."""
    return query_codes.hashed(query_codes.new_code())


def receipt(story: Story, today: date, calendar: WorkCalendar) -> dict[str, Any]:
    """The evidence that the channel needs; mail may have come on the day off before."""
    arrived = day_off_before(today, calendar) if story.weekend and story.channel in MAILED else today
    found: dict[str, Any] = {"channel": story.channel, "arrived_on": arrived.isoformat()}
    if story.channel == Channel.ORAL:
        found["read_back"] = True
    if story.channel == Channel.REGISTERED_MAIL:
        number = 2_000_000_000_000 + today.toordinal() * 100 + story.applicant
        found |= {"signed_on": arrived.isoformat(), "signed_by": "收发室", "tracking_number": str(number)}
    return found


def outside(item: WorkItem, story: Story, present: Present, calendar: WorkCalendar) -> None:
    """What the applicant or the handling unit does today about an open case."""
    node, waiting = item.node, _days_since(item, present, calendar)
    tell_aside(item, story, present, calendar)
    if story.extension and is_extension_unsent(item.case) and calendar.is_working_day(present.today):
        _post_the_extension(item.case, story, present)
    if story.withdraw_at == node:
        _withdraw(item.case, story, present, calendar)
    elif node == "T_clarification" and story.clarification == "answered" and story.is_online:
        if waiting >= story.luck("answer").randint(*PACE["clarification"]):
            _answer(item.case, story, present)
    elif node == "T_confirm_lapse" and story.clarification == "late" and story.is_online:
        if not db.session.get_one(Clarification, item.case_id).late_answer:
            _answer(item.case, story, present)
    elif node == "T_handle":
        consult(item, story, present, calendar)
        if story.extension:
            _ask_for_time(item, story, present, calendar)


def _days_since(item: WorkItem, present: Present, calendar: WorkCalendar) -> int:
    return calendar.working_days_between(item.created_at.date(), present.today)


def _answer(case: Case, story: Story, present: Present) -> None:
    data = {"answer": writing.clarified(story, case)}
    _run(present, use_cases.answer_clarification, APPLICANT, case_id=case.id, data=data, uploads=[])


def _withdraw(case: Case, story: Story, present: Present, calendar: WorkCalendar) -> None:
    if story.is_online:
        _run(present, withdrawal.withdraw_request, APPLICANT, case_id=case.id, reason="已从其他途径取得")
    elif calendar.is_working_day(present.today):
        clerk = holders_of(Role.INTAKE_CLERK, case.organ, present.today)[0]
        actor = of_person(clerk)
        _run(present, withdrawal.record_withdrawal, actor, case_id=case.id, reason="申请人书面撤回")


def _ask_for_time(item: WorkItem, story: Story, present: Present, calendar: WorkCalendar) -> None:
    """申请延期, a few days before the due day, once."""
    case, today = item.case, present.today
    asked = db.session.scalar(select(ExtensionRequest.id).where(ExtensionRequest.case_id == case.id).limit(1))
    if asked or case.due_on is None or not calendar.is_working_day(today) or today > case.due_on:
        return
    if calendar.working_days_between(today, case.due_on) > ASK_WITHIN:
        return
    handlers = holders_of(Role.HANDLER, item.unit_id, today)
    if handlers:
        reason = "涉及多个年度、多个单位，查找核对的材料较多"
        data = {"working_days": story.extension_days, "reason": reason}
        _run(present, use_cases.request_extension, of_person(handlers[0]), case_id=case.id, data=data)


def _post_the_extension(case: Case, story: Story, present: Present) -> None:
    """A notice on paper goes out on the day on which it is printed: before that nothing is extended."""
    found = latest_extension(case)
    clerks = holders_of(Role.INTAKE_CLERK, case.organ, present.today)
    if found is None or not clerks:
        return
    today = present.today.isoformat()
    by_hand = {"method": "in_person", "delivered_on": today, "receiver": "本人"}
    by_post = {"method": story.way, "sent_on": today, "tracking_number": str(3_000_000_000_000 + case.id)}
    _run(
        present, record_delivery, of_person(clerks[0]), case_id=case.id, letter_id=found.letter_id,
        data=by_hand if story.way == "in_person" else by_post,
    )  # fmt: skip


def _run(present: Present, use: UseCase, actor: Actor, **arguments: Any) -> None:
    try:
        present.run(use, actor, **arguments)
    except RuleViolation as refused:
        logger.info("an agent's act was refused: %s", refused.code)
