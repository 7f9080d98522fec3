"""What the applicant answered to a 补正 notice, as far as it is on record: by portal, by program, on paper."""

from dataclasses import dataclass
from datetime import date

from app.casework.models import Case
from app.casework.models.documents import DocumentOrigin
from app.casework.papers.documents import documents_of
from app.law.clock import ClockKind
from app.law.clocks import Clocks
from app.law.errors import DayOutOfRange, InvalidInput
from app.law.stated_days import day_of_answer
from app.processes.disclosure.models import Clarification

PURPOSE, APPLICATION = "clarification", "application"
LONGEST = 4000


@dataclass(frozen=True)
class Answer:
    """What was answered, and the day on which the office received it."""

    text: str
    on: date


def answer_on_record(case: Case, clarification: Clarification) -> Answer | None:
    """The earliest answer to the notice that nobody has yet decided on; papers alone count as well."""
    day = clarification.late_answer_on
    known = None if day is None else Answer(clarification.late_answer, day)
    papers = _papers_on_record(case, clarification)
    found = [one for one in (known, papers) if one is not None]
    return min(found, key=lambda one: one.on, default=None)


def _papers_on_record(case: Case, clarification: Clarification) -> Answer | None:
    """Papers that were filed as an answer, or that the applicant sent, since the notice."""
    since = clarification.notified_on
    for paper in documents_of(case):
        is_own = paper.origin == DocumentOrigin.APPLICANT and paper.purpose != APPLICATION
        day = paper.added_at.date()
        if (is_own or paper.purpose == PURPOSE) and since is not None and day >= since:
            return Answer(f"见材料“{paper.title}”", day)
    return None


def keep_late_answer(clarification: Clarification, text: str, on: date) -> None:
    """Keep what came after the period; what comes later is added, and the day of the first answer stands."""
    if clarification.late_answer_on is None:
        clarification.late_answer, clarification.late_answer_on = text, on
        return
    more = f"{clarification.late_answer}\n（{on.isoformat()}补充）{text}"
    if len(more) > LONGEST:
        raise InvalidInput(fields={"answer": "补充的内容合计过长，请寄送或者当面提交书面材料"})
    clarification.late_answer = more


def answer_as_stated(
    recorded: Answer | None, text: str, stated: date | None, today: date, notified_on: date
) -> Answer | None:
    """The answer that a clerk decides on: what is on record, or the paper that the clerk states now.

    A paper may have been received earlier than what is on record, never later: the record stands.
    Raises DayOutOfRange, InvalidInput.
    """
    if not text and stated is None:
        return recorded
    day_of_answer(stated, today, by_applicant=False, notified_on=notified_on)
    text, day = text or (recorded.text if recorded else ""), stated or (recorded.on if recorded else None)
    if not text or day is None:
        raise InvalidInput(fields={"answer": "请填写补正内容和收到之日"})
    if recorded is not None and day > recorded.on:
        raise DayOutOfRange(fields={"answered_on": f"申请人的补正已于{recorded.on}收到，不能另填更晚的日期"})
    return Answer(text, day)


def is_late(answer: Answer, found: Clocks) -> bool:
    """Whether the answer came after the period of the notice."""
    clock = next(iter(found.of_kind(ClockKind.CLARIFICATION)[-1:]), None)
    return clock is not None and answer.on > clock.due_on
