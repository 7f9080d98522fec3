"""答复: drafting, sign-off (审签) and issue (编号用印)."""

from marshmallow import Schema

from app.casework.acts.act import Act
from app.casework.acts.errors import CannotHappenNow, StaleWorkItem
from app.casework.contract.fields import Choice, Text, Tick
from app.casework.contract.forms import Facts, TaskForm, Values
from app.casework.contract.schemas import ReturningSchema
from app.casework.models import Case, WorkItem
from app.casework.terms import moments
from app.law.errors import InvalidInput
from app.processes.disclosure import draft_check, draft_form
from app.processes.disclosure.letters import reply_kind, text_hash
from app.processes.disclosure.models import DisclosureRequest
from app.processes.disclosure.registration import request_of

APPROVE, SEND_BACK, ISSUED = "approve", "send_back", "issued"


def _draft_schema(item: WorkItem) -> Schema:
    return draft_form.draft_schema(reply_kind(request_of(item.case)), may_rethink=bool(item.choices))


def _draft(act: Act, item: WorkItem, values: Values) -> Facts:
    if values.get("decision") == draft_form.RETHINK:
        return {"signoff": "open", "draft": draft_form.RETHINK}
    request = request_of(act.the_case)
    kind = reply_kind(request)
    request.draft_facts = draft_form.facts_from(kind, values)
    request.draft_hash = text_hash(request, act.today)
    _note_drafter(request, act.actor.person_id)
    draft_check.refuse_bad_draft(act.the_case, kind, act.today)
    return {"signoff": "open", "draft": draft_form.SUBMIT}


def _note_drafter(request: DisclosureRequest, person_id: int | None) -> None:
    """The text is the work of all who wrote on it since the decision: whoever corrects it joins them."""
    request.drafter_id = person_id
    request.drafter_ids = sorted({*request.drafter_ids, *([] if person_id is None else [person_id])})


def _drafted(case: Case) -> Values:
    request = request_of(case)
    known = draft_form.values_from(reply_kind(request), request.draft_facts)
    return {**known, "decision": draft_form.SUBMIT}


draft = TaskForm(
    key="draft",
    title="拟写答复",
    schema=_draft_schema,
    apply=_draft,
    initial=_drafted,
    submit="提交审签",
    checks=draft_check.checks_of,
    preview=draft_check.preview_as_typed,
    note="文书种类由处理决定选定，只需填写它要求的要素；救济告知、收文情况和落款由系统写入。",
)


class SignSchema(ReturningSchema):
    """同意 or 退回修改; a send-back says why. The signature is bound to the text that was seen."""

    decision = Choice("审签意见", {APPROVE: "同意", SEND_BACK: "退回修改"}, widget="buttons")
    opinion = Text("意见", maximum=1000, widget="textarea", required=False, hint="退回修改的必须写明理由",
                   phrases=("请核对文号、页数", "请补充依据", "请规范表述"))  # fmt: skip
    signed_hash = Text("所签文本", maximum=64, widget="hidden", required=False)


def _sign_schema(item: WorkItem) -> Schema:
    return SignSchema()


def _sign(act: Act, item: WorkItem, values: Values) -> Facts:
    request = request_of(act.the_case)
    if values.get("signed_hash") not in (None, "", request.draft_hash):
        raise StaleWorkItem("答复书在您打开页面后已修改，请重新阅读后再签")
    if values["decision"] == APPROVE:
        _refuse_changed_text(act)
    values["signed_hash"] = request.draft_hash
    who = item.node.removeprefix("T_")
    return {who: values["decision"]}


def _refuse_changed_text(act: Act) -> None:
    """Wording, remedy or addressee may change while a draft is on its way; then nobody has signed what would go out."""
    request = request_of(act.the_case)
    if text_hash(request, act.today) != request.draft_hash:
        raise CannotHappenNow(
            "提交审签后，文书范本、救济告知或者申请信息有变动，已签的文本不是现在的文本。请退回修改，由拟稿人重新提交审签"
        )


sign = TaskForm(
    key="sign",
    title="审签",
    schema=_sign_schema,
    apply=_sign,
    initial=lambda case: {"signed_hash": request_of(case).draft_hash},
    submit="提交",
    note="请通读答复书全文。签署的意见与所见文本绑定，文本修改后须重新审签。",
)


class IssueSchema(ReturningSchema):
    """编号用印: the last look before the number is given. What is wrong goes back to the drafter."""

    decision = Choice("核对结果", {ISSUED: "核对无误，制发", SEND_BACK: "退回修改"}, required=False)
    checked = Tick("已核对文书内容、收件人和附件", must="请核对后勾选")
    late_reason = Text(
        "超期原因", maximum=300, widget="textarea", required=False, hint="已超过答复期限的必须填写"
    )
    opinion = Text("意见", maximum=1000, widget="textarea", required=False, hint="退回修改的必须写明理由")


def _issue_schema(item: WorkItem) -> Schema:
    """A diagram without a way back behind this task offers none."""
    return IssueSchema() if item.choices else IssueSchema(exclude=["decision"])


def _issue(act: Act, item: WorkItem, values: Values) -> Facts:
    if values.get("decision") == SEND_BACK:
        return {"issue": SEND_BACK}
    _refuse_changed_text(act)
    if moments.is_past(act.the_case, act.now) and not values["late_reason"]:
        raise InvalidInput(fields={"late_reason": "已超过答复期限，请写明超期原因后再制发"})
    request_of(act.the_case).late_reason = values["late_reason"]
    return {"issue": ISSUED}


issue = TaskForm(
    key="issue",
    title="编号用印",
    schema=_issue_schema,
    apply=_issue,
    initial=lambda case: {"decision": ISSUED},
    submit="提交",
    note="制发后文书取得文号和核验码，内容不能再改。选择网上领取的，制发即送达。",
)
