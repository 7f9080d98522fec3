"""征求意见的送达: the letter is sent, received, or comes back (第三十二条、第三十三条第三款)."""

from datetime import date
from typing import Any

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import CannotHappenNow
from app.casework.contract.forms import load_schema
from app.casework.letters import deliveries
from app.casework.letters.made import can_go_out_since
from app.casework.models import Consultation
from app.casework.models.consultations import ConsultationState as State
from app.casework.models.letters import DeliveryMethod
from app.casework.terms import clocks
from app.law.errors import InvalidInput
from app.law.stated_days import faults_of_days
from app.office.permissions import Permission
from app.steps import consultation_forms as forms
from app.steps.consultation_due import check_days, due_row
from app.steps.consultation_record import consultation_of
from app.steps.consultation_rule import check_may_ask, consulting_rule


@use_case("record_consultation_sent", needs=Permission.RECORD_DELIVERY)
def record_sent(act: Act, number: int, data: dict[str, Any]) -> Result:
    """The day of sending begins the pause (第三十三条第三款), the day of receipt the party's limit."""
    row = due_row(act, number, State.ISSUED)
    check_may_ask(act.the_case)
    values = load_schema(forms.SendingSchema(), data)
    assert row.letter is not None  # issued
    deliveries.check_days(values, act.today, earliest=can_go_out_since(row.letter))
    deliveries.record_handed_over(act, row.letter_id, values, has_own_acts=True)
    by_hand = values["method"] == DeliveryMethod.IN_PERSON  # it is out when it is handed over, not before
    row.sent_on = values["delivered_on"] if by_hand else values["sent_on"]
    clocks.record(act, "consultation_sent", row.sent_on, id=row.key, party=row.party)
    effect = "，其后的时间不计入期限" if consulting_rule(act.the_case).stands_still(act.the_case) else ""
    act.audit("consultation.sent", f"征求意见文书（{row.key}）已于{row.sent_on}送出{effect}", number=number)
    if values["delivered_on"]:
        _receipt(act, row, values["delivered_on"])
    return {"number": number}


@use_case("record_consultation_receipt", needs=Permission.RECORD_DELIVERY)
def record_receipt(act: Act, number: int, data: dict[str, Any]) -> Result:
    """A letter that was posted has arrived."""
    row = due_row(act, number, State.OUT)
    if row.sent_on is None or row.delivered_on is not None:
        raise CannotHappenNow("没有送出的文书，或者对方的签收日期已经登记，不能再改")
    values = load_schema(forms.ReceiptSchema(), data)
    check_days({"delivered_on": values["delivered_on"]}, act, row, "寄出日期")
    sent = deliveries.delivery_of(row.letter_id)
    assert sent is not None  # made with the letter
    kept = {
        "method": sent.method,
        "sent_on": sent.sent_on,
        "tracking_number": sent.tracking_number,
        "note": sent.note,
    }
    deliveries.record_handed_over(act, row.letter_id, {**kept, **values}, has_own_acts=True)
    _receipt(act, row, values["delivered_on"])
    return {"number": number}


def _receipt(act: Act, row: Consultation, on: date) -> None:
    row.delivered_on = on
    clocks.record(act, "consultation_received_by_party", on, id=row.key)
    act.audit("consultation.received", f"对方已于{on}签收（{row.key}），其期限开始计算", number=row.number)


@use_case("record_consultation_returned", needs=Permission.RECORD_DELIVERY)
def record_returned(act: Act, number: int, data: dict[str, Any]) -> Result:
    """The pause ends on the day of the return; another sending is a consultation of its own, with its own letter."""
    act.require_open()
    row = consultation_of(act.the_case, number)
    if row.state is not State.OUT or row.sent_on is None or row.delivered_on is not None:
        raise CannotHappenNow("只有已经送出、还没有签收的文书才能登记退回")
    values = load_schema(forms.ReturnSchema(), data)
    on = values["returned_on"]
    if faults := faults_of_days({"returned_on": on}, act.today, since=row.sent_on, of="送出日期"):
        raise InvalidInput(fields=faults)
    deliveries.record_return(act, row.letter_id, values["reason"])
    row.dropped_on, row.dropped_why = on, f"邮件退回（{values['reason']}）"
    clocks.record(act, "consultation_closed", on, id=row.key, closed_by="dropped")
    act.audit("consultation.returned", f"征求意见文书（{row.key}）于{on}退回", number=number)
    return {"number": number}
