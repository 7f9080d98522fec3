"""转交 (经申请人同意): what is not for us goes on inside the county and is answered in that organ's own name.

The other organ receives it on the day of the passing on: from then its own limit runs (第三十一条、第三十三条). The
first case is answered as 非本机关负责公开, and its letter says where the request went.
"""

from datetime import date
from typing import Any

from marshmallow import Schema

from app.casework.acts import numbering
from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import CannotHappenNow
from app.casework.contract.fields import Choice, Day, Text, Tick
from app.casework.contract.forms import Values, load_schema
from app.casework.contract.platform import platform
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import Case
from app.casework.papers.documents import add_copy, documents_of
from app.casework.terms import clocks
from app.law.errors import DayOutOfRange, RuleViolation
from app.law.functions import check_may_be_passed_on
from app.law.stated_days import faults_of_days
from app.office.models import OrgUnit
from app.office.organs import accepting_organ
from app.office.permissions import Permission
from app.office.vocabulary import Role
from app.processes.disclosure.clarification import APPLICATION, PURPOSE
from app.processes.disclosure.linked import Relation, link
from app.processes.disclosure.models import DisclosureRequest
from app.processes.disclosure.redo import again
from app.processes.disclosure.registration import PROCESS, begin, request_of
from app.processes.disclosure.responsible import choices, was_passed_on
from app.processes.disclosure.traces import keep_traces
from app.processes.disclosure.vocabulary import Matter
from app.steps.manned import refuse_unmanned

WAYS = {
    "telephone": "电话（已作记录）",
    "written": "书面",
    "in_person": "当面",
    "portal": "网上留言、电子邮件",
}
OF_THE_APPLICANT = (APPLICATION, PURPOSE)
"""Papers that go along: what came with the application, and with the 补正 that the first organ asked for."""
BASIS = "经申请人同意由{organ}转来，收到之日为转交之日"


class PassingOnSchema(OfficeSchema):
    """The consent of the applicant, as it was given."""

    consented_on = Day("申请人同意的日期")
    consented_by = Choice("同意的方式", WAYS)
    consent_note = Text(
        "同意的记录", maximum=300, argues=True, hint="时间、经办人，或者书面材料的名称；不写号码"
    )
    has_consented = Tick("申请人同意转交，由该机关以自己的名义答复", must="没有申请人的同意，不能转交")


def passing_on_schema(case: Case, on: date) -> Schema:
    """With the organs of the county that answer in their own name; those named by their functions first."""
    organs = choices(request_of(case), on)
    return OfficeSchema({"organ": Choice("转交的机关", organs, widget="select"), **PassingOnSchema().fields})


@use_case("pass_on", needs=Permission.PASS_ON)
def pass_on(act: Act, data: dict[str, Any]) -> Result:
    """Open the case at the other organ. Raises NotForUsFirst, PassedOnTooLate, CannotHappenNow, DayOutOfRange."""
    act.require_open()
    first = request_of(act.the_case)
    check_may_be_passed_on(first.outcome, is_reply_out=first.reply_letter_id is not None)
    if was_passed_on(first.case):
        raise CannotHappenNow("这件申请已经转交")
    values = load_schema(passing_on_schema(first.case, act.today), data)
    days = {"consented_on": values["consented_on"]}
    if faults := faults_of_days(days, act.today, since=first.arrived_on, of="收到申请的日期"):
        raise DayOutOfRange(fields=faults)
    organ = accepting_organ(values["organ"], act.today)
    refuse_unmanned(Role.INTAKE_CLERK, [organ], act.today, "organ", "转交给它")
    first.responsible_id = organ.id
    act.audit("request.passed_on", f"经申请人同意转交{organ.name}", consented_on=values["consented_on"].isoformat(),
              by=values["consented_by"])  # fmt: skip
    earlier = first.case
    act.leave_case()
    request = _open_at(act, first, organ)
    link(act, request.case, earlier, Relation.PASSED_ON, reason=_consent_in_words(values))
    act.audit(
        "request.received_from", f"{earlier.organ.name}转来，原件 {earlier.number}", earlier=earlier.number
    )
    return {"number": request.case.number}


def _open_at(act: Act, first: DisclosureRequest, organ: OrgUnit) -> DisclosureRequest:
    """The same application at the other organ, received today."""
    number = numbering.case_number(organ, platform().process(PROCESS).prefix, act.today.year)
    request = again(act, first, organ, number)
    request.matter, request.case.received_on = Matter.APPLICATION, act.today
    request.arrived_on, request.registered_on, request.signed_on, request.confirmed_on = (
        act.today,
        None,
        None,
        None,
    )
    request.receipt_basis = BASIS.format(organ=first.case.organ.short_name)
    keep_traces(organ.id, request.case_id, request.description)
    for paper in documents_of(first.case):
        if paper.purpose in OF_THE_APPLICANT:
            add_copy(act, paper)
    clocks.record(act, "received", act.today, channel="in_person", submitted_on=act.today.isoformat())
    begin(act, request)
    return request


def may_be_passed_on(case: Case, on: date) -> bool:
    """It is not for this organ, the reply is not out, and nobody has passed it on."""
    request = request_of(case)
    try:
        check_may_be_passed_on(request.outcome, is_reply_out=request.reply_letter_id is not None)
    except RuleViolation:
        return False
    return case.is_open and not was_passed_on(case)


def _consent_in_words(values: Values) -> str:
    return (
        f"申请人于{values['consented_on']}以{WAYS[values['consented_by']]}方式同意：{values['consent_note']}"
    )
