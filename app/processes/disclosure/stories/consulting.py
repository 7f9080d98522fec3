"""What the invented office does when a story refuses for a third party's sake: it asks the party first (第三十二条)."""

from typing import Any

from app.casework.acts.actor import of_person
from app.casework.contract.scenes import Present
from app.casework.models import Case, WorkItem
from app.law.calendar import WorkCalendar
from app.law.consulting import RESTS_ON_A_THIRD_PARTY, NotConsulted, check_is_consulted
from app.office.holders import holders_of
from app.office.vocabulary import Role
from app.processes.disclosure.stories import writing
from app.processes.disclosure.stories.story import Story
from app.steps import consultation_acts as acts
from app.steps import consultation_answers as answers
from app.steps import consultation_sending as sending
from app.steps.consultation_record import consultations_of, parties_of

PARTY = "示例建设工程有限公司（演示）"


def may_be_decided(story: Story, case: Case) -> bool:
    """Whether the story's outcome is in place yet."""
    try:
        check_is_consulted(story.outcome, parties_of(case))
    except NotConsulted:
        return False
    return True


def consult(item: WorkItem, story: Story, present: Present, calendar: WorkCalendar) -> None:
    """On the first working day the party gets its letter; it objects some working days later."""
    case, today = item.case, present.today
    if story.outcome not in RESTS_ON_A_THIRD_PARTY or not calendar.is_working_day(today):
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
                "answer": "objected", "reason": "涉及本单位的商业秘密，公开会对本单位合法权益造成损害",
                "answered_on": today.isoformat(), "answer_way": "post",
            })  # fmt: skip


def _ask(case: Case, story: Story, present: Present) -> None:
    words = writing.words_for(story, case)
    data = {"party": "third_party", "name": PARTY, "kind": "organisation", "address": "示例路1号（演示）",
            "information": words["information"]}  # fmt: skip
    number = _run(case, present, acts.prepare_consultation, data=data)["number"]
    _run(case, present, acts.issue_consultation_letter, number=number)
    handed = {"method": "in_person", "delivered_on": present.today.isoformat(), "receiver": "前台（演示）"}
    _run(case, present, sending.record_sent, number=number, data=handed)


def _run(case: Case, present: Present, use: Any, **arguments: Any) -> dict[str, Any]:
    """By a clerk of the organ's desk."""
    clerk = holders_of(Role.OFFICE_REVIEWER, case.organ, present.today)[0]
    return present.run(use, of_person(clerk), case_id=case.id, **arguments)
