"""What a corrected fact brings with it: the title, parties that were asked, letters that are made and not out."""

from collections.abc import Mapping
from typing import Any

from app.casework.acts.act import Act
from app.casework.letters import issuing, mailing, on_portal
from app.casework.letters.deliveries import delivery_of
from app.casework.letters.recalls import recalls_of
from app.casework.models import Case, IssuedLetter, WorkItem
from app.casework.models.letters import DeliveryState
from app.casework.models.work import WorkItemStatus
from app.casework.run.workflow import workflow_of
from app.database import db
from app.law.errors import InvalidInput
from app.processes.disclosure import serving
from app.processes.disclosure.fees import charge_of
from app.processes.disclosure.letters import recipient_of
from app.processes.disclosure.models import DisclosureRequest
from app.processes.disclosure.registration import request_of, title_of
from app.steps.consultation_answers import set_aside
from app.steps.consultation_record import parties_of
from app.steps.names import is_named

OTHER, SAME = "other", "same"
NAMESAKES = {OTHER: "已核对，不是同一人", SAME: "就是申请人本人，这一份征求作废"}
FACTS_OF_SENDING: Mapping[str, dict[str, Any]] = {
    "delivery": {"delivery": "delivered"},
    "notice_delivery": {"is_notice_delivered": True},
    "fee_delivery": {"is_fee_notice_delivered": True},
}
"""Form of a task that waits for a sending → what the diagram learns when the system has brought the letter out."""


def title_now(request: DisclosureRequest) -> str:
    """The title that the request as registered gives its case."""
    return title_of({"document_title": request.document_title, "description": request.description})


def settle_namesakes(act: Act, name: str, said: str) -> None:
    """第三十二条: nobody is a third party to his own request. Raises InvalidInput until the namesake is told apart."""
    same = [row for row in parties_of(act.the_case) if is_named(row.name, [name])]
    if not same:
        return
    which = "、".join(row.key for row in same)
    if said not in NAMESAKES:
        message = f"更正后与已征求意见的一方（{which}）同名，请选择是不是同一人"
        raise InvalidInput(fields={"namesake": message})
    if said == OTHER:
        act.audit("request.namesake", f"更正后的申请人与征求对象（{which}）同名，已核对不是同一人")
    for row in same if said == SAME else ():
        set_aside(act, row, "更正后查明征求对象就是申请人本人")


def not_yet_out(case: Case) -> list[IssuedLetter]:
    """Letters to the applicant that are made, and neither sent nor handed over, or came back; none taken back."""
    waiting = (DeliveryState.PENDING, DeliveryState.FAILED, DeliveryState.RETURNED)
    recalled = recalls_of(case)
    letters = [one for one in issuing.letters_of(case) if one.is_for_applicant and one.id not in recalled]
    return [one for one in letters if (sent := delivery_of(one.id)) is not None and sent.state in waiting]


def follow_the_way(act: Act, request: DisclosureRequest, late_reason: str) -> None:
    """What is not yet out goes the way that was wanted in truth: 网上领取 is into the account once its PDF is there.

    Nobody posts it: the task that waited for that ends then. Letters that are out stay as they went. Raises
    InvalidInput for a reply that is late by now, until it is said why.
    """
    workflow_of(act).tell({"delivered_online": request.is_delivered_online})
    if not request.is_delivered_online:
        _leave_the_portal(act, request)
        return
    for letter in not_yet_out(act.the_case):
        if letter.id == request.reply_letter_id:
            _ask_why_late(act, request, late_reason)
        has_own_task = bool(sending_of(act.the_case, letter.id))
        on_portal.await_account(act, letter, has_own_task=has_own_task)


def _leave_the_portal(act: Act, request: DisclosureRequest) -> None:
    """What waits to enter the account goes the way that was wanted in truth; its task, where it has one, stays."""
    for letter in not_yet_out(act.the_case):
        mailing.take_another_way(act, letter, recipient_of(request).method)


def settle_sending(act: Act, item: WorkItem, why: str) -> None:
    """A task that waited for a sending ends: nobody did it, there is nothing to send."""
    workflow_of(act).complete(item, FACTS_OF_SENDING[str(item.form)])
    item.status, item.done_at = WorkItemStatus.CANCELLED, act.now
    act.audit("item.completed", f"{item.title}：{why}", node=item.node)


def sending_of(case: Case, letter_id: int) -> list[WorkItem]:
    """The open task in which this letter's sending would be entered."""
    request, charge = request_of(case), charge_of(case)
    clarification = request.clarification
    of_form = {
        "delivery": request.reply_letter_id,
        "notice_delivery": clarification.letter_id if clarification is not None else None,
        "fee_delivery": charge.letter_id if charge is not None else None,
    }
    return [item for item in _waiting_to_send(case) if of_form[str(item.form)] == letter_id]


def _ask_why_late(act: Act, request: DisclosureRequest, reason: str) -> None:
    late = serving.why_late(act.the_case, act.today)
    if late and not reason:
        raise InvalidInput(fields={"late_reason": f"{late}，请写明逾期原因"})
    if late:
        request.late_reason = reason


def _waiting_to_send(case: Case) -> list[WorkItem]:
    query = db.select(WorkItem).where(
        WorkItem.case_id == case.id, WorkItem.status == WorkItemStatus.OPEN, WorkItem.form.in_(FACTS_OF_SENDING)
    )  # fmt: skip
    return list(db.session.scalars(query))
