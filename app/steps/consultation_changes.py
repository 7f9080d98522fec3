"""A party that was asked says otherwise, or its opinion was entered wrongly: the new one stands, both are kept."""

from typing import Any

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.contract.forms import load_schema
from app.casework.models import Consultation
from app.casework.models.consultations import ConsultationState as State
from app.law import consulting
from app.law.consulting import ANSWER_WORDS, Answer
from app.law.errors import InvalidInput
from app.office.permissions import Permission
from app.steps import consultation_forms as forms
from app.steps.consultation_due import check_days, due_row
from app.steps.consultation_record import clock_of
from app.steps.consultation_rule import check_may_ask


@use_case("change_consultation_answer", needs=Permission.CONSULT)
def change_answer(act: Act, number: int, data: dict[str, Any]) -> Result:
    """变更意见. The clock keeps the day of the first opinion, which ended the wait (第三十三条第三款).

    Until the party was told of a disclosure or the reply is out. Raises AlreadyTold, ChangedTooLate, InvalidInput,
    what the process's rule of asking raises, CannotHappenNow.
    """
    row = due_row(act, number, State.ANSWERED)
    check_may_ask(act.the_case)
    values = load_schema(forms.ChangedAnswerSchema(), data)
    check_days({"answered_on": values["answered_on"]}, act, row, "送达日期")
    consulting.check_can_change(row, values["answer"], clock_of(row), values["answered_on"])
    reason = values["reason"] if values["answer"] != Answer.AGREED else ""
    if (values["answer"], reason) == (row.answer, row.reason):
        raise InvalidInput(fields={"answer": "与在案的意见相同，没有变更"})
    said = ANSWER_WORDS[row.answer]
    row.former_opinions = [*row.former_opinions, _as_it_stood(row, values["why"])]
    row.answer, row.reason = values["answer"], reason
    row.answered_on, row.answer_way = values["answered_on"], values["answer_way"]
    words = f"变更意见（{row.key}，{forms.WAY_WORDS[row.answer_way]}）：由“{said}”变更为“{ANSWER_WORDS[row.answer]}”"
    act.audit("consultation.answer_changed", f"{words}；{values['why']}", number=row.number)
    return {"number": number}


def _as_it_stood(row: Consultation, why: str) -> dict[str, str]:
    """One of `former_opinions`: what was on record until now, and why it is not any more."""
    day = row.answered_on.isoformat() if row.answered_on else ""
    return {
        "answer": row.answer,
        "reason": row.reason,
        "answered_on": day,
        "answer_way": row.answer_way,
        "why": why,
    }
