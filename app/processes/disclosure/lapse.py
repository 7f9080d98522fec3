"""逾期不补正 as it stands on record: what its letter tells, and that nothing came since a person looked (第三十条)."""

from typing import Any

from sqlalchemy import func, select

from app.casework.letters import issuing
from app.casework.letters.deliveries import effective_delivery
from app.casework.models import WorkItem
from app.casework.models.work import WorkItemStatus
from app.casework.terms import clocks
from app.database import db
from app.law.clock import ClockKind
from app.law.errors import LateAnswerUndecided
from app.letters.facts import chinese_date
from app.processes.disclosure.clarification import answer_on_record, corrections_to_judge, papers_since
from app.processes.disclosure.delivered import proof_of
from app.processes.disclosure.models import Clarification, DisclosureRequest
from app.processes.disclosure.queries import clarification_of

LAPSED = "clarification_lapsed"
FORM = "lapse"
SINCE_THEN = "确认逾期以后又收到了申请人的补正、材料，或者更正了登记事项，请先退回重新核对"


def is_being_told(request: DisclosureRequest) -> bool:
    """The lapse is confirmed and its letter not out yet: what comes now is still looked at."""
    return request.outcome == LAPSED and request.reply_letter_id is None and request.case.is_open


def check_is_judged(request: DisclosureRequest) -> None:
    """The letter denies no answer that is on record. Raises LateAnswerUndecided until a person has looked again."""
    if request.outcome != LAPSED:
        return
    found = clarification_of(request.case)
    assert found is not None  # a lapse without a notice is refused where it is confirmed
    if found.lapse_confirmed_on is None or _came_since(request, found):
        raise LateAnswerUndecided(SINCE_THEN, fields={"decision": SINCE_THEN})


def _came_since(request: DisclosureRequest, found: Clarification) -> bool:
    looked = db.session.scalar(
        select(func.max(WorkItem.done_at)).where(
            WorkItem.case_id == request.case_id, WorkItem.form == FORM, WorkItem.status == WorkItemStatus.DONE
        )
    )
    came = [paper.added_at for paper in papers_since(request.case, found)]
    came += [one.corrected_at for one in corrections_to_judge(request.case, found)]
    return looked is not None and any(moment > looked for moment in came)


def lapse_facts(request: DisclosureRequest) -> dict[str, Any]:
    """The notice, its delivery, the end of the period, and every answer that came after it; none of it is typed."""
    found = clarification_of(request.case)
    delivery = effective_delivery(found.letter_id) if found is not None and found.letter_id else None
    if found is None or delivery is None or found.delivered_on is None:
        return {}
    clock = clocks.clocks_of(request.case).of_kind(ClockKind.CLARIFICATION)[-1]
    return {
        "clarification_number": issuing.number_of(found.letter_id),
        "clarification_delivered_on": found.delivered_on.isoformat(), "clarification_due_on": clock.due_on.isoformat(),
        "delivery_evidence": proof_of(delivery),
        **_late_answers(request, found),
    }  # fmt: skip


def _late_answers(request: DisclosureRequest, found: Clarification) -> dict[str, Any]:
    """All that came after the period and why the delay is not accepted; nothing when nothing came."""
    answer = answer_on_record(request.case, found)
    if answer is None:
        return {}
    return {
        "late_answer_on": answer.on.isoformat(), "why_not_accepted": found.why_not_accepted,
        "later_answers_on": "、".join(chinese_date(day) for day in answer.later),
    }  # fmt: skip
