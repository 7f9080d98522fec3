"""What the invented office does before it decides on what is others' as well: it asks them (第三十二、三十四条)."""

from datetime import date
from typing import Any

from app.casework.acts.actor import of_person
from app.casework.contract.scenes import Present
from app.casework.models import Case, WorkItem
from app.law.calendar import WorkCalendar
from app.law.consulting import RESTS_ON_A_THIRD_PARTY, Asked, NotConsulted, check_is_consulted
from app.office.holders import holders_of
from app.office.vocabulary import Role
from app.processes.disclosure.stories import writing
from app.processes.disclosure.stories.story import Story
from app.steps import consultation_acts as acts
from app.steps import consultation_answers as answers
from app.steps import consultation_sending as sending
from app.steps.consultation_record import consultations_of, disclosed_from, parties_of

PARTIES: dict[str, dict[str, Any]] = {
    Asked.THIRD_PARTY: {"name": "示例建设工程有限公司（演示）", "kind": "organisation", "address": "示例路1号（演示）"},
    Asked.CO_AUTHOR_ORGAN: {"name": "示例州级共同制作机关（演示）", "address": "示例路2号（演示）",
                            "proposal": "该信息由双方共同制作，拟予公开（演示）"},
}  # fmt: skip
ANSWERS: dict[str, dict[str, Any]] = {
    Asked.THIRD_PARTY: {
        "answer": "objected",
        "reason": "涉及本单位的商业秘密，公开会对本单位合法权益造成损害",
    },
    Asked.CO_AUTHOR_ORGAN: {"answer": "agreed"},
}


def whom_to_ask(story: Story) -> str:
    """The party of the story; empty where nobody else has a part in the decision."""
    return Asked.THIRD_PARTY if story.outcome in RESTS_ON_A_THIRD_PARTY else story.asks


def may_be_decided(story: Story, case: Case) -> bool:
    """Whether the story's outcome is in place yet."""
    known = parties_of(case)
    if story.asks and (not known or any(one.is_outstanding for one in known)):
        return False
    try:
        check_is_consulted(story.outcome, known)
    except NotConsulted:
        return False
    return True


def may_be_given_out(story: Story, case: Case, today: date) -> bool:
    """An objecting party is told before the disclosure, and of its day (第三十二条)."""
    told_for = disclosed_from(case)
    return story.aside != "overridden" or (told_for is not None and told_for <= today)


def consult(item: WorkItem, story: Story, present: Present, calendar: WorkCalendar) -> None:
    """On the first working day the party gets its letter; it answers some working days later."""
    case, today = item.case, present.today
    if not whom_to_ask(story) or not calendar.is_working_day(today):
        return
    known = consultations_of(case)
    if not known:
        _ask(case, story, present)
        known = consultations_of(case)
    for row in known:
        sent_on = row.sent_on
        if row.answer or sent_on is None:
            continue
        if calendar.working_days_between(sent_on, today) >= story.consultation_days:
            _run(case, present, answers.record_answer, number=row.number, data={
                **ANSWERS[row.party], "answered_on": today.isoformat(), "answer_way": "post",
            })  # fmt: skip


def _ask(case: Case, story: Story, present: Present) -> None:
    words = writing.words_for(story, case)
    party = whom_to_ask(story)
    data = {"party": party, **PARTIES[party], "information": words["information"]}
    number = _run(case, present, acts.prepare_consultation, data=data)["number"]
    _run(case, present, acts.issue_consultation_letter, number=number)
    handed = {"method": "in_person", "delivered_on": present.today.isoformat(), "receiver": "前台（演示）"}
    _run(case, present, sending.record_sent, number=number, data=handed)


def _run(case: Case, present: Present, use: Any, **arguments: Any) -> dict[str, Any]:
    """By a clerk of the organ's desk."""
    clerk = holders_of(Role.OFFICE_REVIEWER, case.organ, present.today)[0]
    return present.run(use, of_person(clerk), case_id=case.id, **arguments)
