"""作废缴费登记和退付, beside the tasks: what was entered by mistake is struck out, money is paid back (第四十二条)."""

from datetime import date
from typing import Any

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.contract.fields import Day, Text, Whole
from app.casework.contract.forms import load_schema
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import Case
from app.casework.models.cases import CaseState
from app.casework.terms import clocks
from app.database import db
from app.law.charging import PaymentSettled, check_refund, check_stays_paid_back, may_be_refunded
from app.law.errors import DayOutOfRange, InvalidInput, NoPaymentRequested
from app.law.stated_days import faults_of_days
from app.office.permissions import Permission
from app.processes.disclosure.fee_waiting import check_can_wait_anew, wait_anew
from app.processes.disclosure.fees import charge_of, owed_of
from app.processes.disclosure.models import FeeCharge, FeeRefund

MOST_PAYMENTS, MOST_YUAN = 1000, 10_000_000


class VoidSchema(OfficeSchema):
    """Which payment, and why it is none: entered by mistake, or the money went back."""

    payment = Whole("第几笔", minimum=1, maximum=MOST_PAYMENTS, hint="按登记的先后")
    reason = Text(
        "作废的原因",
        maximum=300,
        widget="textarea",
        argues=True,
        hint="如：金额录入有误；款项已被银行退回",
    )


class RefundSchema(OfficeSchema):
    """What was paid back, when, and by which paper."""

    amount = Whole("退付金额（元）", minimum=1, maximum=MOST_YUAN)
    refunded_on = Day("退付日期", hint="以国库退付的日期为准")
    document = Text("退库凭证号", maximum=60, required=False)
    reason = Text("退付的原因", maximum=300, widget="textarea", argues=True)


@use_case("void_payment", needs=Permission.CORRECT_CASE)
def void_payment(act: Act, data: dict[str, Any]) -> Result:
    """The row stays and counts no more; of a fee that was whole, the case waits for it again (`fee_waiting`).

    Raises PaymentSettled, PaymentPaidBack, PaymentStepElsewhere, InvalidInput, NoPaymentRequested.
    """
    act.require_open()
    charge = _charge(act)
    check_can_wait_anew(act.the_case)
    values = load_schema(VoidSchema(), data)
    place = values["payment"]
    if place > len(charge.payments) or charge.payments[place - 1].voided_at is not None:
        raise InvalidInput(fields={"payment": f"没有第 {place} 笔缴费，或者已经作废"})
    found, settled_on = charge.payments[place - 1], owed_of(charge).settled_on
    check_stays_paid_back(owed_of(charge), found.amount)
    found.voided_at, found.voided_by_id, found.voided_why = act.now, act.actor.person_id, values["reason"]
    db.session.flush()
    act.audit(
        "fee.voided", f"作废第 {place} 笔缴费登记 {found.amount} 元：{values['reason']}", amount=found.amount
    )
    if settled_on is not None:
        wait_anew(act, charge, settled_on)
    return {"payment": place}


@use_case("record_refund", needs=Permission.CORRECT_CASE)
def record_refund(act: Act, data: dict[str, Any]) -> Result:
    """Moves no clock; possible after the end of the case, while its file is not put away. Raises NothingToRefund."""
    if act.the_case.state == CaseState.ARCHIVED:
        act.require_open()
    charge, values = _charge(act), load_schema(RefundSchema(), data)
    check_refund(clocks.clocks_of(act.the_case), owed_of(charge), values["amount"])
    since = min(one.paid_on for one in charge.came_in)
    days = {"refunded_on": values["refunded_on"]}
    if faults := faults_of_days(days, act.today, since=since, of="缴费日期"):
        raise DayOutOfRange(fields=faults)
    charge.refunds.append(FeeRefund(recorded_by_id=act.actor.person_id, recorded_at=act.now, **values))
    db.session.flush()
    act.audit("fee.refunded", f"登记退付 {values['amount']} 元：{values['reason']}", amount=values["amount"])
    return {"refunded": owed_of(charge).returned}


def _charge(act: Act) -> FeeCharge:
    found = charge_of(act.the_case)
    if found is None or found.letter_id is None:
        raise NoPaymentRequested
    return found


def may_void(case: Case, today: date) -> bool:
    """Something came in, and the reply that rests on it is not made."""
    found = charge_of(case) if case.is_open else None
    if found is None or not found.came_in:
        return False
    try:
        check_can_wait_anew(case)
    except PaymentSettled:
        return False
    return True


def may_refund(case: Case, today: date) -> bool:
    """Something came in that may be paid back."""
    found = charge_of(case) if case.state != CaseState.ARCHIVED else None
    return found is not None and may_be_refunded(clocks.clocks_of(case), owed_of(found))
