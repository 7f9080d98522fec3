"""延期: the head of the disclosure office decides (条例第三十三条第二款)."""

from app.casework.acts.act import Act
from app.casework.acts.errors import CannotHappenNow
from app.casework.contract.fields import Choice, Text, Whole
from app.casework.contract.forms import Facts, TaskForm, Values, always
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import WorkItem
from app.casework.terms import clocks
from app.law import recording as rules
from app.processes.disclosure.queries import latest_extension

APPROVE, REFUSE = "approve", "refuse"
MOST_DAYS = 20


class ExtensionRequestSchema(OfficeSchema):
    """What the handling unit asks for, from the case page at any time before the due day."""

    working_days = Whole("延长的工作日", minimum=1, maximum=MOST_DAYS, hint="最多 20 个工作日，只能延长一次")
    reason = Text("延期理由", maximum=500, widget="textarea", argues=True, hint="将写入延期答复告知书")


class ExtensionApprovalSchema(OfficeSchema):
    """同意 or 不同意."""

    extension_decision = Choice("审批结果", {APPROVE: "同意延期", REFUSE: "不同意"}, widget="buttons")
    opinion = Text("审批意见", maximum=500, widget="textarea", required=False)


def _decide(act: Act, item: WorkItem, values: Values) -> Facts:
    extension = latest_extension(act.the_case)
    if extension is None or extension.decision:
        raise CannotHappenNow("没有待审批的延期申请")
    if values["extension_decision"] == APPROVE:
        rules.check_can_extend(clocks.clocks_of(act.the_case), extension.working_days, act.today)
    extension.decision = values["extension_decision"]
    extension.decided_by_id, extension.decided_at = act.actor.person_id, act.now
    return {"extension_decision": values["extension_decision"]}


extension_approval = TaskForm(
    key="extension_approval",
    title="审批延期",
    schema=always(ExtensionApprovalSchema),
    apply=_decide,
    submit="提交审批",
    approves=True,
    note="同意后系统立即制发延期答复告知书；须在原届满日当日及以前告知申请人，届满后作出的延期无效。",
)
