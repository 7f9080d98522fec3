"""要求确认、重新出具: what was given before is told as the register has it, or somebody answers for it (第三十八条)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Row, select

from app.casework.letters.deliveries import effective_delivery
from app.casework.models import Case, IssuedLetter
from app.database import db
from app.law.errors import InvalidInput
from app.law.outcomes import gives_information
from app.letters.facts import chinese_date
from app.processes.disclosure.delivered import told_on
from app.processes.disclosure.former import former_replies
from app.processes.disclosure.models import Applicant, DisclosureRequest

OUTCOME = "reissue"
NUMBER, DAY = "earlier_number", "provided_on"


def as_registered(request: DisclosureRequest) -> dict[str, str]:
    """Number and day of the nearest earlier reply that gave this applicant something; nothing without one."""
    if request.outcome != OUTCOME:
        return {}
    for former in former_replies(request):
        day = told_on(former.delivery)
        if gives_information(str(former.case.outcome)) and day is not None:
            return {NUMBER: former.letter.document_number, DAY: day.isoformat()}
    return {}


def check_agrees(request: DisclosureRequest, facts: Mapping[str, Any], prefix: str) -> None:
    """Raises InvalidInput for a registered number that went to another, gave nothing, or went out on another day."""
    found = _reply_of(request, facts)
    if found is None:
        return
    letter, case, identity = found
    day = told_on(effective_delivery(letter.id))
    problems = {}
    if not identity or identity != request.applicant.identity_index:
        problems[NUMBER] = f"{letter.document_number}不是给本件申请人的答复"
    elif not gives_information(str(case.outcome)):
        problems[NUMBER] = f"{letter.document_number}没有向申请人提供信息"
    elif day is None or day.isoformat() != str(facts.get(DAY)):
        said = f"于{chinese_date(day)}送出" if day else "还没有送出"
        problems[DAY] = f"登记中{letter.document_number}{said}，与所填日期不符"
    if problems:
        raise InvalidInput(fields={prefix + name: words for name, words in problems.items()})


def unregistered(request: DisclosureRequest) -> tuple[str, ...]:
    """第三十八条: a reply that the register does not know is told only on somebody's word."""
    number = str(request.draft_facts.get(NUMBER) or "")
    if request.outcome != OUTCOME or not number or _reply_of(request, request.draft_facts) is not None:
        return ()
    return (f"原答复{number}不在登记中，请核对原件：确由本机关在{_day(request)}提供过该信息",)


def _day(request: DisclosureRequest) -> str:
    day = str(request.draft_facts.get(DAY) or "")
    return chinese_date(date.fromisoformat(day)) if day else "该日"


def _reply_of(request: DisclosureRequest, facts: Mapping[str, Any]) -> Row[Any] | None:
    """The letter of this organ with the number, its case, and whose it was; a letter that is no reply is none."""
    if request.outcome != OUTCOME:
        return None
    query = (
        select(IssuedLetter, Case, Applicant.identity_index)
        .join(DisclosureRequest, DisclosureRequest.reply_letter_id == IssuedLetter.id)
        .join(Case, Case.id == DisclosureRequest.case_id)
        .join(Applicant, Applicant.id == DisclosureRequest.applicant_id)
        .where(IssuedLetter.document_number == str(facts.get(NUMBER) or ""))
        .where(IssuedLetter.organ_id == request.case.organ_id, Case.id != request.case_id)
    )
    return db.session.execute(query).first()
