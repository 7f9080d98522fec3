"""What the diagram 收费 may have done by the system: the notice goes out, the payment starts the clock anew."""

from typing import Any

from app.casework.acts.act import Act
from app.casework.acts.errors import CannotHappenNow
from app.casework.letters import issuing, recalls
from app.casework.models import IssuedLetter
from app.casework.terms import clocks
from app.database import db
from app.engine.operations import Operations, Telling
from app.law.charging import check_may_charge
from app.law.clock import ClockKind
from app.law.errors import NoPaymentRequested
from app.processes.disclosure.fees import CONFIRMATION, NOTICE, charge_of, is_told, notice_facts, owed_of
from app.processes.disclosure.letter_acts import issue_notice, told_of
from app.processes.disclosure.models import FeeCharge
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.serving import why_void

operations = Operations()
Facts = dict[str, Any]


@operations.register("issue_fee_notice", title="制发收费通知书")
def issue_fee_notice(act: Act) -> Telling:
    """As it was signed. What it does to the clocks begins with its sending and its arrival (109号第六条，未核对)."""
    charge = charge_of(act.the_case)
    if charge is None:
        raise NoPaymentRequested
    check_may_charge(clocks.clocks_of(act.the_case), act.today, is_charged=is_told(act.the_case))
    letter = _notice(act, charge)
    act.audit("fee.told", f"制发收费通知书，应缴 {charge.amount} 元", amount=charge.amount)
    return told_of(letter)


def _notice(act: Act, charge: FeeCharge) -> IssuedLetter:
    letter = issue_notice(act, NOTICE, notice_facts(charge, request_of(act.the_case)), has_own_task=True)
    charge.letter_id = letter.id
    return letter


def fee_notice_anew(act: Act) -> IssuedLetter:
    """Once more, as it was signed, where its PDF can never be made. Raises CannotHappenNow when it is worth nothing."""
    charge = charge_of(act.the_case)
    if charge is None or charge.letter_id is None:
        raise NoPaymentRequested
    if why := why_void(db.session.get_one(IssuedLetter, charge.letter_id), act.today):
        raise CannotHappenNow(f"{why}，收费通知书送出也不产生效力，不再制发")
    return _notice(act, charge)


@operations.register("receive_payment", title="确认缴费、重新起算")
def receive_payment(act: Act) -> Facts:
    """The reply clock starts anew on the day after the payment that made it whole; the applicant is told."""
    charge = charge_of(act.the_case)
    settled_on = owed_of(charge).settled_on if charge is not None else None
    if charge is None or settled_on is None:
        raise NoPaymentRequested
    fee = clocks.clocks_of(act.the_case).progress.fee
    late: Facts = {"accepted_late": True} if fee is not None and settled_on > fee.due_on else {}
    clocks.record(act, "fee_paid", settled_on, **late)
    clock = clocks.clocks_of(act.the_case).running(ClockKind.REPLY)
    assert clock is not None  # the payment has just started it
    replaced = recalls.waits_for_another(act.the_case, CONFIRMATION)
    letter = issue_notice(
        act, CONFIRMATION,
        {
            **(recalls.facts_of(replaced.letter) if replaced is not None else {}),
            "fee_notice_number": issuing.number_of(charge.letter_id), "amount": f"{charge.amount}.00",
            "paid_on": settled_on, "restarted_on": clock.counted[0], "new_due_on": clock.due_on,
            "may_move": clock.may_move or None,
        },
    )  # fmt: skip
    if replaced is not None:
        replaced.replaced_by_id = letter.id
    act.audit("fee.paid", f"缴清信息处理费 {charge.amount} 元，答复期限重新起算")
    return {"letter_id": letter.id}
