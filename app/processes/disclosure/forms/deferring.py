"""延迟答复: the head of the disclosure office decides on the later limit (条例第三十五条)."""

from app.casework.acts.act import Act
from app.casework.acts.errors import CannotHappenNow
from app.casework.contract.fields import Choice, Text
from app.casework.contract.forms import Facts, TaskForm, Values, always
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import Case, WorkItem
from app.casework.terms import clocks
from app.law.excess import check_can_defer
from app.processes.disclosure.excess import judged, latest_deferral, statement_of, words_of
from app.processes.disclosure.forms.extending import APPROVE, REFUSE


class DeferralApprovalSchema(OfficeSchema):
    """同意 or 不同意."""

    deferral_decision = Choice("审批结果", {APPROVE: "同意延迟答复", REFUSE: "不同意"}, widget="buttons")
    opinion = Text("审批意见", maximum=500, widget="textarea", required=False)


def _decide(act: Act, item: WorkItem, values: Values) -> Facts:
    found = latest_deferral(act.the_case)
    if found is None or found.decision:
        raise CannotHappenNow("没有待审批的延迟答复申请")
    if values["deferral_decision"] == APPROVE:
        check_can_defer(
            clocks.clocks_of(act.the_case), found.working_days, act.today, judged=judged(act.the_case)
        )
    found.decision = values["deferral_decision"]
    found.decided_by_id, found.decided_at = act.actor.person_id, act.now
    return {"deferral_decision": values["deferral_decision"]}


def _asked(case: Case) -> str:
    """What is to be decided: the reason as it was given and judged, the days that are asked for."""
    found, given = latest_deferral(case), statement_of(case)
    if found is None or given is None:
        return ""
    return f"申请延迟 {found.working_days} 个工作日：{found.reason}。申请人的理由：{words_of(given)}"


deferral_approval = TaskForm(
    key="deferral_approval",
    title="审批延迟答复",
    schema=always(DeferralApprovalSchema),
    apply=_decide,
    submit="提交审批",
    approves=True,
    advice=lambda case, on: _asked(case),
    note="同意后系统立即制发延迟答复告知书；须在答复期限届满当日及以前告知申请人。与第三十三条的延期不同，所定期限代替原答复期限。",
)
