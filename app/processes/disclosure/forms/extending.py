"""延期: the head of the disclosure office decides (条例第三十三条第二款)."""

from datetime import date

from marshmallow import Schema

from app.casework.acts.act import Act
from app.casework.acts.errors import CannotHappenNow
from app.casework.contract.fields import Choice, Text, Whole
from app.casework.contract.forms import Facts, TaskForm, Values, always
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import Case, WorkItem
from app.casework.terms import clocks
from app.law import recording as rules
from app.law.errors import ExtensionOutOfRange, InvalidInput
from app.processes.disclosure.queries import latest_extension, longest_extension

APPROVE, REFUSE = "approve", "refuse"
DAYS = "延长的工作日"


class ExtensionRequestSchema(OfficeSchema):
    """What the handling unit asks for, from the case page at any time before the due day."""

    working_days = Whole(DAYS, minimum=1, hint="不超过法规参数中的延期最长天数，只能延长一次")
    reason = Text("延期理由", maximum=500, widget="textarea", argues=True, for_letter=True,
                  hint="将写入延期答复告知书")  # fmt: skip


def extension_schema(case: Case, on: date) -> Schema:
    """With the bound that holds for this case."""
    longest = longest_extension(case, on)
    days = Whole(DAYS, minimum=1, maximum=longest, hint=f"最多 {longest} 个工作日，只能延长一次")
    return ExtensionRequestSchema({"working_days": days})


class ExtensionApprovalSchema(OfficeSchema):
    """同意 or 不同意."""

    extension_decision = Choice("审批结果", {APPROVE: "同意延期", REFUSE: "不同意"}, widget="buttons")
    opinion = Text("审批意见", maximum=500, widget="textarea", required=False)


def _decide(act: Act, item: WorkItem, values: Values) -> Facts:
    extension = latest_extension(act.the_case)
    if extension is None or extension.decision:
        raise CannotHappenNow("没有待审批的延期申请")
    if values["extension_decision"] == APPROVE:
        _check_may_still_be_extended(act, extension.working_days)
    extension.decision = values["extension_decision"]
    extension.decided_by_id, extension.decided_at = act.actor.person_id, act.now
    return {"extension_decision": values["extension_decision"]}


def _check_may_still_be_extended(act: Act, days: int) -> None:
    """What was asked for may have become too long since (法规参数, a term that began anew): said beside the choice."""
    longest = longest_extension(act.the_case, act.today)
    try:
        rules.check_can_extend(clocks.clocks_of(act.the_case), days, act.today, longest)
    except ExtensionOutOfRange as refused:
        words = f"申请延长{days}个工作日，{refused.message}。请选择不同意，由承办单位重新申请"
        raise InvalidInput(fields={"extension_decision": words}) from refused


extension_approval = TaskForm(
    key="extension_approval",
    title="审批延期",
    schema=always(ExtensionApprovalSchema),
    apply=_decide,
    submit="提交审批",
    approves=True,
    note="同意后系统立即制发延期答复告知书；须在原届满日当日及以前告知申请人，届满后作出的延期无效。",
)
