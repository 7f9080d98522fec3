"""征求意见的邮件退回: a letter that came back has asked nobody; the party may be asked anew (第三十二条)."""

from typing import Any

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import CannotHappenNow
from app.casework.contract.forms import load_schema
from app.casework.letters import deliveries
from app.casework.models.consultations import ConsultationState as State
from app.casework.terms import clocks
from app.law.errors import InvalidInput
from app.law.stated_days import faults_of_days
from app.office.permissions import Permission
from app.steps.consultation_forms import ReturnSchema
from app.steps.consultation_record import consultation_of


@use_case("record_consultation_returned", needs=Permission.RECORD_DELIVERY)
def record_returned(act: Act, number: int, data: dict[str, Any]) -> Result:
    """The pause ends on the day of the return; another sending is a consultation of its own, with its own letter."""
    act.require_open()
    row = consultation_of(act.the_case, number)
    if row.state is not State.OUT or row.delivered_on is not None:
        raise CannotHappenNow("只有已经送出、还没有签收的文书才能登记退回")
    values = load_schema(ReturnSchema(), data)
    on = values["returned_on"]
    if faults := faults_of_days({"returned_on": on}, act.today, since=row.sent_on, of="送出日期"):
        raise InvalidInput(fields=faults)
    deliveries.record_return(act, row.letter_id, values["reason"])
    row.dropped_on, row.dropped_why = on, f"邮件退回（{values['reason']}）"
    clocks.record(act, "consultation_closed", on, id=row.key, closed_by="dropped")
    act.audit("consultation.returned", f"征求意见文书（{row.key}）于{on}退回", number=number)
    return {"number": number}
