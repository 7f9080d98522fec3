"""缴费: payments as they come in, whole or in parts, and the lapse that a person confirms (109号第六条，未核对)."""

from datetime import date

from app.casework.acts.act import Act
from app.casework.contract.fields import Choice, Day, Text, Whole
from app.casework.contract.forms import Facts, TaskForm, Values, always
from app.casework.contract.schemas import OfficeSchema
from app.casework.letters.deliveries import check_handed_over, record_handed_over
from app.casework.letters.made import can_go_out_since
from app.casework.models import Case, IssuedLetter, WorkItem
from app.casework.terms import clocks
from app.casework.texts import versions
from app.database import db
from app.law import recording as rules
from app.law.charging import check_payment
from app.law.errors import DayOutOfRange, InvalidInput, NoPaymentRequested
from app.law.stated_days import faults_of_days
from app.processes.disclosure.decisions import outcome_class
from app.processes.disclosure.fees import LAPSED as OUTCOME
from app.processes.disclosure.fees import charge_of, owed_of, words_of
from app.processes.disclosure.forms.clarifying import NoticeDeliverySchema
from app.processes.disclosure.letters import REPLY
from app.processes.disclosure.models import FeeCharge, FeePayment
from app.processes.disclosure.registration import request_of
from app.steps.manned import refuse_drafting

WHOLE, PART = "whole", "part"
LAPSED, PAID = "lapsed", "paid"
MOST_YUAN = 10_000_000
NOT_YET = "收费通知书的签收还没有登记，请先在“文书送达”登记签收日期，再登记缴费"


def told_charge(act: Act) -> FeeCharge:
    """The fee whose notice is issued. Raises NoPaymentRequested."""
    found = charge_of(act.the_case)
    if found is None or found.letter_id is None:
        raise NoPaymentRequested
    return found


def _deliver(act: Act, item: WorkItem, values: Values) -> Facts:
    charge = told_charge(act)
    letter = db.session.get_one(IssuedLetter, charge.letter_id)
    check_handed_over(values, act.today, earliest=can_go_out_since(letter))
    record_handed_over(act, letter.id, values)
    return {"is_fee_notice_delivered": True}


fee_delivery = TaskForm(
    key="fee_delivery",
    title="送达收费通知书",
    schema=always(NoticeDeliverySchema),
    apply=_deliver,
    submit="记录送出",
    note="收费通知书须在答复期限届满当日及以前送出。申请人签收的次日起计算缴费期限，答复期限停止计算。",
)


def _words_of_the_fee(case: Case, on: date) -> str:
    """What is charged and what came in, beside the form."""
    found = charge_of(case)
    return words_of(found) if found is not None else ""


class PaymentSchema(OfficeSchema):
    """One payment: all of it, or a part."""

    amount = Whole("缴费金额（元）", minimum=1, maximum=MOST_YUAN)
    paid_on = Day("缴费日期", hint="以缴入国库的日期为准")
    receipt_number = Text("缴款码或者票据号", maximum=60, required=False)
    opinion = Text("说明", maximum=500, widget="textarea", required=False)


def _pay(act: Act, item: WorkItem, values: Values) -> Facts:
    """A part is kept and waited on; the payment that makes it whole lets the request go on."""
    charge = told_charge(act)
    keep_payment(act, charge, values)
    settled_on = owed_of(charge).settled_on
    if settled_on is None:
        return {"payment": PART}
    rules.check_can_receive_payment(clocks.clocks_of(act.the_case), settled_on)
    return {"payment": WHOLE, "fee": PAID}


def keep_payment(act: Act, charge: FeeCharge, values: Values) -> None:
    """Raises PaymentOutOfRange, DayOutOfRange, InvalidInput beside the field."""
    if charge.delivered_on is None:
        raise InvalidInput(NOT_YET, fields={"paid_on": NOT_YET})
    check_payment(owed_of(charge), values["amount"])
    days = {"paid_on": values["paid_on"]}
    if faults := faults_of_days(days, act.today, since=charge.delivered_on, of="收费通知书的送达日期"):
        raise DayOutOfRange(fields=faults)
    charge.payments.append(
        FeePayment(
            amount=values["amount"], paid_on=values["paid_on"], receipt_number=values["receipt_number"],
            recorded_by_id=act.actor.person_id, recorded_at=act.now,
        )
    )  # fmt: skip
    db.session.flush()
    owed = owed_of(charge)
    rest = f"，尚欠 {owed.rest} 元" if owed.rest else "，已缴清"
    act.audit(
        "fee.received", f"登记缴费 {values['amount']} 元{rest}", received=owed.received, amount=owed.amount
    )


payment = TaskForm(
    key="payment",
    title="登记缴费",
    schema=always(PaymentSchema),
    apply=_pay,
    submit="登记缴费",
    advice=_words_of_the_fee,
    note="每收到一笔登记一笔。缴清的，系统出具缴费确认通知书，答复期限自次一工作日重新起算；没有缴清的继续等待。"
    "逾期未缴清的，由经办人核对后确认。",
)


class FeeLapseSchema(OfficeSchema):
    """A person looks before a request is closed for want of payment (never by machine)."""

    fee_lapse = Choice("核对结果", {LAPSED: "确认逾期未缴清，不再处理", PAID: "已经缴清，继续办理"})
    amount = Whole(
        "补登的缴费金额（元）", minimum=1, maximum=MOST_YUAN, required=False, shown_when=f"fee_lapse={PAID}"
    )
    paid_on = Day("缴费日期", required=False, shown_when=f"fee_lapse={PAID}")
    receipt_number = Text("缴款码或者票据号", maximum=60, required=False, shown_when=f"fee_lapse={PAID}")
    why_accepted = Text("逾期缴费仍予接受的理由", maximum=300, widget="textarea", required=False, argues=True,
                        shown_when=f"fee_lapse={PAID}")  # fmt: skip
    opinion = Text(
        "核对说明", maximum=1000, widget="textarea", argues=True, hint="写明核对国库到账和送达凭证的情况"
    )


def _confirm(act: Act, item: WorkItem, values: Values) -> Facts:
    charge = told_charge(act)
    if values["fee_lapse"] == LAPSED:
        refuse_drafting(act.the_case, act.today, "fee_lapse")
        return _lapse(act, charge)
    if values["amount"]:
        if values["paid_on"] is None:
            raise InvalidInput(fields={"paid_on": "请填写缴费日期"})
        keep_payment(act, charge, values)
    return _go_on(act, charge, values["why_accepted"])


def _lapse(act: Act, charge: FeeCharge) -> Facts:
    """The letter tells what came, if a part did; whoever has paid all of it has not let anything lapse."""
    if owed_of(charge).settled_on is not None:
        raise InvalidInput(fields={"fee_lapse": "信息处理费已经缴清，不能按逾期未缴处理"})
    rules.check_can_confirm_lapse(clocks.clocks_of(act.the_case), act.today, confirmed_by_person=True)
    request = request_of(act.the_case)
    if request.outcome != OUTCOME:
        charge.outcome_before = request.outcome
        request.draft_facts = {}
        versions.discard(act, REPLY, "逾期未缴费，改为告知不再处理")
    charge.lapse_confirmed_on = act.today
    request.outcome = act.the_case.outcome = OUTCOME
    return {"fee": LAPSED, "outcome_class": outcome_class(OUTCOME)}


def _go_on(act: Act, charge: FeeCharge, why_accepted: str) -> Facts:
    """Paid in time and entered late, or paid late and accepted by a person: what had been decided is decided again."""
    settled_on = owed_of(charge).settled_on
    if settled_on is None:
        raise InvalidInput(fields={"amount": f"{words_of(charge)}，没有缴清，不能继续办理"})
    is_late = _due_on(act) < settled_on
    if is_late and not why_accepted:
        raise InvalidInput(fields={"why_accepted": "缴费已超过期限，仍予接受的请写明理由"})
    rules.check_can_receive_payment(clocks.clocks_of(act.the_case), settled_on, accepted_late=is_late)
    charge.why_late_accepted, charge.lapse_confirmed_on = why_accepted if is_late else "", None
    request = request_of(act.the_case)
    if request.outcome == OUTCOME:
        request.draft_facts = {}
        versions.discard(act, REPLY, "已经缴费，继续办理")
        request.outcome, act.the_case.outcome = charge.outcome_before, charge.outcome_before or None
    decided = {"outcome_class": outcome_class(request.outcome)} if request.outcome else {}
    return {"fee": PAID, **decided}


def _due_on(act: Act) -> date:
    fee = clocks.clocks_of(act.the_case).progress.fee
    if fee is None:
        raise NoPaymentRequested
    return fee.due_on


fee_lapse = TaskForm(
    key="fee_lapse",
    title="确认逾期未缴费",
    schema=always(FeeLapseSchema),
    apply=_confirm,
    submit="提交核对结果",
    advice=_words_of_the_fee,
    note="缴费期已满。请先核对收费通知书的送达凭证和国库到账情况；确认逾期的，转拟写告知书，与其他答复一样审签、制发。"
    "暂定日期须按正式放假安排核对。",
)
