"""说明理由 (第三十五条): that no reason came is told only after the period that the letter itself gave."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from app.casework.letters import serving
from app.casework.letters.deliveries import effective_delivery
from app.casework.models import Case, IssuedLetter
from app.casework.terms import clocks
from app.database import db
from app.law.counting import count_working_days
from app.law.errors import InvalidInput
from app.law.excess import EXCESSIVE
from app.law.office_time import office_day
from app.processes.disclosure.excess import REASON_REQUEST, excessive_facts, statement_of
from app.processes.disclosure.models import DisclosureRequest
from app.processes.disclosure.record_facts import reason_asked_on


def reason_due_on(case: Case) -> date | None:
    """The last day for the reason: so many working days after its request was got; None while that is unknown."""
    query = select(IssuedLetter).where(IssuedLetter.case_id == case.id, IssuedLetter.kind == REASON_REQUEST)
    ends = []
    for letter in db.session.scalars(query):
        if got_on := serving.days_of(effective_delivery(letter.id)).effective_on:
            days = int(letter.facts["reason_working_days"])
            ends.append(count_working_days(got_on, days, clocks.calendar())[-1])
    return min(ends, default=None)


@dataclass(frozen=True)
class ReasonWanted:
    """What the applicant is asked to explain: since when, the last day (None: not on record yet), the count."""

    asked_on: date
    due_on: date | None
    is_over: bool
    statistics: str


def reason_wanted(request: DisclosureRequest, now: datetime) -> ReasonWanted | None:
    """The reason that is still asked for; late, it is taken all the same. None before, and once it is stated."""
    case = request.case
    if not case.is_open or request.reply_letter_id is not None or statement_of(case) is not None:
        return None
    asked_on = reason_asked_on(case)
    if asked_on is None:
        return None
    due_on, today = reason_due_on(case), office_day(now)
    said = excessive_facts(request).get("statistics", "")
    return ReasonWanted(asked_on, due_on, due_on is not None and today > due_on, said)


def check_period_is_over(request: DisclosureRequest, today: date) -> None:
    """Raises InvalidInput for a letter that says 期限届满，未说明理由 before the record shows that it has ended."""
    if request.outcome != EXCESSIVE or statement_of(request.case) is not None:
        return
    due_on = reason_due_on(request.case)
    if due_on is None or today <= due_on:
        known = f"期限到{due_on}届满" if due_on else "《要求说明理由通知书》的签收还没有登记"
        raise InvalidInput(
            fields={"decision": f"{known}，申请人还可以说明理由，现在不能告知“期限届满，未说明理由”"}
        )
