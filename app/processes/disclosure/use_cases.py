"""Acts on disclosure requests that are no user task of the diagram: applying, answering, extending."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import CannotHappenNow
from app.casework.contract.forms import load_schema
from app.casework.incoming import acts as incoming
from app.casework.models import WorkItem
from app.casework.models.documents import DocumentOrigin
from app.casework.models.work import WorkItemStatus
from app.casework.papers.documents import add_document
from app.casework.papers.uploads import CheckedUpload
from app.casework.run.workflow import workflow_of
from app.casework.terms import clocks
from app.casework.work import work_items
from app.database import db
from app.law import recording as rules
from app.law.errors import InvalidInput
from app.law.receipt import CHANNEL_WORDS, Channel
from app.law.stated_days import day_of_answer
from app.office.models import OrgUnit
from app.office.organs import accepting_organ
from app.office.permissions import AtOrgan, Permission
from app.processes.disclosure import query_codes
from app.processes.disclosure.application import (
    OnlineApplicationSchema,
    PaperRegistrationSchema,
    check_not_in_future,
)
from app.processes.disclosure.application_paper import keep_oral_request
from app.processes.disclosure.clarification import PURPOSE, Answer, is_late, keep_late_answer
from app.processes.disclosure.forms.clarifying import ClarificationSchema, notified_on
from app.processes.disclosure.forms.extending import extension_schema
from app.processes.disclosure.lapse import is_being_told
from app.processes.disclosure.models import Clarification, DisclosureRequest, ExtensionRequest
from app.processes.disclosure.queries import is_extension_unsent, longest_extension
from app.processes.disclosure.query_codes import HashedCode
from app.processes.disclosure.registration import check_receipt_is_meant, open_request, request_of

EXTENSION_REQUESTED = "extension_requested"


@use_case("apply_online")
def apply_online(
    act: Act, data: dict[str, Any], uploads: list[CheckedUpload], query_code: HashedCode
) -> Result:
    """An applicant's request on the portal. Raises InvalidInput with a message per field."""
    values = load_schema(OnlineApplicationSchema(), data)
    organ = accepting_organ(values["organ"], act.today)
    request = open_request(act, organ, Channel.ONLINE, values, uploads, query_code)
    act.audit("request.applied", "在网上提交申请", channel=Channel.ONLINE)
    return {"number": request.case.number}


@use_case("register_request")
def register_request(
    act: Act, organ_code: str, data: dict[str, Any], uploads: list[CheckedUpload], query_code: HashedCode,
    post_id: int | None = None,
) -> Result:  # fmt: skip
    """A clerk registers what came in person, by mail, by fax. The day of receipt follows from the channel.

    `post_id`: the entry of the mail room that it is; then way, days and number are those of that entry.
    """
    organ = accepting_organ(organ_code, act.today)
    act.require(Permission.REGISTER_CASE, AtOrgan(organ.id))
    known = incoming.facts_of(post_id) if post_id is not None else {}
    values = load_schema(PaperRegistrationSchema(), {**data, **known})
    if problems := check_not_in_future(values, act.today):
        raise InvalidInput(fields=problems)
    request = open_request(act, organ, Channel(values["channel"]), values, uploads, query_code)
    checked = check_receipt_is_meant(act, is_checked=values["receipt_checked"])
    act.audit(
        "request.registered",
        f"收件登记，收到渠道：{CHANNEL_WORDS[Channel(values['channel'])]}{checked}",
        channel=values["channel"],
    )
    if post_id is not None:
        incoming.take(act, post_id, request.case)
    if request.channel == Channel.ORAL:
        keep_oral_request(act, request)
        act.audit("request.read_back", "口头申请已代为填写，向申请人朗读并经其确认")
    return {"number": request.case.number}


@use_case("answer_clarification")
def answer_clarification(act: Act, data: dict[str, Any], uploads: list[CheckedUpload]) -> Result:
    """The applicant answers a 补正 notice on the portal; after the period it is kept for the clerk to decide.

    The day is today's: whoever sends it may not state another (DayIsRecorded).
    """
    values = load_schema(ClarificationSchema(), data)
    clarification, item = db.session.get(Clarification, act.the_case.id), _open_item(act, "T_clarification")
    is_told = is_being_told(request_of(act.the_case))
    if clarification is None or not (item or is_told or _open_item(act, "T_confirm_lapse")):
        raise CannotHappenNow("目前没有需要您补正的事项")
    day = day_of_answer(
        values["answered_on"], act.today, by_applicant=True, notified_on=notified_on(clarification)
    )
    answer = Answer(values["answer"], day)
    _keep_papers(act, uploads)
    if item is not None and not is_late(answer, clocks.clocks_of(act.the_case)):
        work_items.finish(act, item, data)
        act.audit("clarification.answered", "提交补正")
        return {"late": False}
    keep_late_answer(clarification, answer.text, answer.on)
    if is_told:  # who confirmed the lapse has not seen it: the letter waits until somebody has
        clarification.lapse_confirmed_on, clarification.why_not_accepted = None, ""
    act.audit("clarification.answered_late", "在补正期满后提交补正，由经办人决定是否接受")
    return {"late": True}


def _open_item(act: Act, node: str) -> WorkItem | None:
    return db.session.scalar(
        select(WorkItem).where(
            WorkItem.case_id == act.the_case.id, WorkItem.node == node, WorkItem.status == WorkItemStatus.OPEN
        )
    )


def _keep_papers(act: Act, uploads: list[CheckedUpload]) -> None:
    for upload in uploads:
        add_document(act, upload, origin=DocumentOrigin.APPLICANT, purpose=PURPOSE,
                     title=upload.filename, visible=True)  # fmt: skip


@use_case("request_extension", needs=Permission.REQUEST_EXTENSION)
def request_extension(act: Act, data: dict[str, Any]) -> Result:
    """The handling unit asks for more time (条例第三十三条第二款): once, in time, within 法规参数."""
    act.require_open()
    values = load_schema(extension_schema(act.the_case, act.today), data)
    longest = longest_extension(act.the_case, act.today)
    rules.check_can_extend(clocks.clocks_of(act.the_case), values["working_days"], act.today, longest)
    if is_extension_unsent(act.the_case):
        raise CannotHappenNow("延期告知书已制发、尚未送出；送出以前延期不产生效力，请先送出并登记")
    if not workflow_of(act).waits_for(EXTENSION_REQUESTED):
        raise CannotHappenNow("已有延期申请在审批中，或当前环节不能申请延期")
    assert act.actor.person is not None
    db.session.add(
        ExtensionRequest(
            case_id=act.the_case.id, working_days=values["working_days"], reason=values["reason"],
            requested_by_id=act.actor.person_id, requested_at=act.now,
        )
    )  # fmt: skip
    workflow_of(act).throw(EXTENSION_REQUESTED)
    act.audit("extension.requested", f"申请延期 {values['working_days']} 个工作日")
    return {"working_days": values["working_days"]}


def open_for_applicant(
    number: str, code: str, address: str, now: datetime, device: str = ""
) -> DisclosureRequest:
    """The request of this number if the query code fits; failures are counted and slowed down.

    `device`: the mark of a browser that is known for this number, or none.
    """
    is_right = query_codes.check(number, code, address, device, now)
    request = query_codes.find_request(number)
    if request is None or not is_right:
        raise query_codes.WrongQueryCode()
    return request


def organs_that_accept(on: Any) -> list[OrgUnit]:
    """The organs that can be asked on the portal."""
    units = db.session.scalars(
        select(OrgUnit)
        .where(OrgUnit.valid_on(on), OrgUnit.document_code != "")
        .order_by(OrgUnit.position, OrgUnit.code)
    )
    return [unit for unit in units if unit.may_act_in_its_own_name]
