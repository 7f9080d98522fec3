"""What the applicant answered to a 补正 notice, as far as it is on record: by portal, by program, on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.casework.models import Case, Document
from app.casework.models.documents import DocumentOrigin
from app.casework.papers.documents import documents_of
from app.database import db
from app.law.clock import ClockKind
from app.law.clocks import Clocks
from app.law.errors import DayOutOfRange, InvalidInput
from app.law.office_time import office_day
from app.law.stated_days import day_of_answer
from app.processes.disclosure.models import Clarification, RequestCorrection
from app.processes.disclosure.models.correction import TITLE

PURPOSE, APPLICATION = "clarification", "application"
LONGEST = 4000


@dataclass(frozen=True)
class Answer:
    """What was answered, the day on which the office received it, and the later days on which it received more."""

    text: str
    on: date
    later: tuple[date, ...] = ()

    @property
    def days(self) -> tuple[date, ...]:
        """Every day on which something came, the first one first."""
        return (self.on, *self.later)


def answer_on_record(case: Case, clarification: Clarification) -> Answer | None:
    """All that was answered to the notice and that nobody has yet decided on; papers alone count as well."""
    papers = [_paper_as_answer(one) for one in _since_notice(case, clarification) if _is_answer(one)]
    day = clarification.late_answer_on
    if day is None:
        return _together(papers)
    later = tuple(date.fromisoformat(one) for one in clarification.late_answer_days if one > day.isoformat())
    return _together([Answer(clarification.late_answer, day, later), *papers])


def _together(answers: Sequence[Answer]) -> Answer | None:
    """One answer of all, in the order in which they came."""
    if not answers:
        return None
    days = sorted({day for one in answers for day in one.days})
    texts = dict.fromkeys(one.text for one in sorted(answers, key=lambda one: one.on) if one.text)
    return Answer("\n".join(texts), days[0], tuple(days[1:]))


def _paper_as_answer(paper: Document) -> Answer:
    return Answer(f"见材料“{paper.title}”", paper.added_at.date())


def papers_since(case: Case, clarification: Clarification) -> list[Document]:
    """Papers since the notice that are, or may be, an answer to it."""
    since = _since_notice(case, clarification)
    return [one for one in since if _is_answer(one) or one.origin == DocumentOrigin.OFFICE]


def _since_notice(case: Case, clarification: Clarification) -> list[Document]:
    since = clarification.notified_on
    return [one for one in documents_of(case) if since is not None and one.added_at.date() >= since]


def _is_answer(paper: Document) -> bool:
    """Filed as an answer, or sent by the applicant."""
    is_own = paper.origin == DocumentOrigin.APPLICANT and paper.purpose != APPLICATION
    return is_own or paper.purpose == PURPOSE


def papers_to_judge(case: Case, clarification: Clarification) -> list[Document]:
    """Papers that a clerk filed since the notice for another purpose: one of them may be the applicant's answer.

    Nothing lapses until a person has said that none is (条例第三十条: only who did not answer has given up).
    """
    since = _since_notice(case, clarification)
    return [one for one in since if one.origin == DocumentOrigin.OFFICE and not _is_answer(one)]


def corrections_to_judge(case: Case, clarification: Clarification) -> list[RequestCorrection]:
    """Facts that were put right since the notice: what an applicant supplies may be entered so, and nowhere else.

    The title of the case is none of them: it follows the description, which is.
    """
    since = clarification.notified_on
    mine = (RequestCorrection.case_id == case.id, RequestCorrection.field != TITLE)
    rows = db.session.scalars(select(RequestCorrection).where(*mine).order_by(RequestCorrection.id))
    return [one for one in rows if since is not None and office_day(one.corrected_at) >= since]


def keep_late_answer(clarification: Clarification, text: str, on: date) -> None:
    """Keep what came after the period; what comes later is added, and the day of the first answer stands."""
    clarification.late_answer_days = sorted({*clarification.late_answer_days, on.isoformat()})
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
    day = stated or (recorded.on if recorded else None)
    if not (text or recorded) or day is None:
        raise InvalidInput(fields={"answer": "请填写补正内容和收到之日"})
    if recorded is not None and day > recorded.on:
        raise DayOutOfRange(fields={"answered_on": f"申请人的补正已于{recorded.on}收到，不能另填更晚的日期"})
    return _together([Answer(text, day), *([recorded] if recorded else [])])


def is_late(answer: Answer, found: Clocks) -> bool:
    """Whether the answer came after the period of the notice."""
    clock = next(iter(found.of_kind(ClockKind.CLARIFICATION)[-1:]), None)
    return clock is not None and answer.on > clock.due_on
