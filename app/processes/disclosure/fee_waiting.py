"""缴清的登记作废以后: the request waits for its fee once more, where the diagram leads back to it (第四十二条)."""

from datetime import date

from app.casework.acts.act import Act
from app.casework.acts.errors import CannotHappenNow
from app.casework.letters.issuing import letters_of
from app.casework.letters.recalls import recall, recalls_of
from app.casework.models import Case, WorkItem
from app.casework.models.work import WorkItemStatus
from app.casework.run.workflow import workflow_of
from app.casework.terms import clocks
from app.casework.work.inbox import open_items_of
from app.casework.work.work_items import newest_draft
from app.database import db
from app.law.charging import PaymentSettled, check_can_void
from app.law.clock import ClockKind
from app.law.errors import InvalidInput, RuleViolation
from app.processes.disclosure import draft_form
from app.processes.disclosure.fees import CONFIRMATION, charge_of, owed_of
from app.processes.disclosure.letters import reply_kind
from app.processes.disclosure.models import FeeCharge
from app.processes.disclosure.registration import request_of

SCREENING, DRAFT = "screening", "draft"
FACTS = {
    SCREENING: {"screening": "fee", "fee_from": SCREENING, "fee_step": "await"},
    DRAFT: {"signoff": "open", "draft": draft_form.FEE, "fee_from": DRAFT, "fee_step": "await"},
}
"""Form of the open step → the answer that leads to the waiting."""
TAKEN_BACK = "所据的缴费登记已经作废，答复期限不再自该日起重新计算。请按收费通知书缴纳，或者与本机关联系核对"


class PaymentStepElsewhere(RuleViolation):
    """The step that is open has no way to the waiting: people bring the case back first."""

    code = "payment_step_elsewhere"
    message = "已经缴清的登记，在“受理审查”或者“拟写答复”环节作废：请先由现在的环节退回，再作废"


def check_can_wait_anew(case: Case) -> None:
    """As `law.charging` says, and only while no reply has its number. Raises PaymentSettled."""
    check_can_void(clocks.clocks_of(case))
    if request_of(case).reply_letter_id is not None:
        raise PaymentSettled


def wait_anew(act: Act, charge: FeeCharge, settled_on: date) -> None:
    """The clock that began with the payment ends, its confirmation is taken back, the case waits as after the notice.

    Raises PaymentStepElsewhere; CannotHappenNow where the case runs by a diagram that does not draw this way.
    """
    item = _step_to_wait_from(act.the_case)
    if item is None:
        raise PaymentStepElsewhere
    clocks.record(act, "payment_voided", act.today, paid_on=settled_on.isoformat())
    charge.why_late_accepted = ""
    _take_back_the_confirmation(act)
    _keep_what_was_typed(item)
    item.status, item.done_at, item.outcome = WorkItemStatus.CANCELLED, act.now, "回到等待缴费"
    workflow_of(act).complete(item, FACTS[str(item.form)])
    if not workflow_of(act).waits_in("payment"):
        raise CannotHappenNow(
            "办件开始时的流程图没有画出“等待缴费”的回路，不能作废；多缴、误缴的，请登记退付"
        )


def words_of_voiding(case: Case) -> str:
    """What striking out does now, for the page that asks; empty where nothing may be struck out."""
    charge = charge_of(case)
    if charge is None or owed_of(charge).settled_on is None:
        return "作废的一笔不再计入，继续等待缴费。"
    if _step_to_wait_from(case) is None:
        return PaymentStepElsewhere.message + "。"
    payment = clocks.clocks_of(case).of_kind(ClockKind.PAYMENT)[-1]
    return (
        "费用已经缴清。作废后办件回到等待缴费：自缴清起重新计算的答复期限停止计算，缴费确认通知书撤回，"
        f"缴费期限仍为 {payment.due_on}，期满由经办人核对。请同时告知申请人。"
    )


def _step_to_wait_from(case: Case) -> WorkItem | None:
    return next((one for one in open_items_of(case) if one.beside is None and one.form in FACTS), None)


def _take_back_the_confirmation(act: Act) -> None:
    taken = recalls_of(act.the_case)
    for letter in letters_of(act.the_case):
        if letter.kind == CONFIRMATION and letter.id not in taken:
            recall(act, letter, TAKEN_BACK)


def _keep_what_was_typed(item: WorkItem) -> None:
    """A reply that is half written is there again when the fee is paid; a row that cannot be read yet is not."""
    request, typed = request_of(item.case), newest_draft(item, None)
    if item.form != DRAFT or typed is None or not request.outcome:
        return
    try:
        kept = draft_form.facts_from(reply_kind(request), typed.data)
    except InvalidInput:
        return
    request.draft_facts = {**request.draft_facts, **kept}
    db.session.flush()
