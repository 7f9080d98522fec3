"""核实 (第四十一条): whether the record is wrong, and whose it is to correct."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.casework.acts.act import Act
from app.casework.contract.fields import Choice, Day, Text
from app.casework.contract.forms import Facts, TaskForm, Values, always
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import Case, WorkItem
from app.casework.texts import versions
from app.law.errors import InvalidInput
from app.law.stated_days import faults_of_days
from app.processes.disclosure.correcting_applications import RESULTS, SENDING, application_of
from app.processes.disclosure.decisions import outcome_class
from app.processes.disclosure.letters import REPLY
from app.processes.disclosure.registration import request_of

TRANSFERRED = "transferred"
ELSEWHERE = (TRANSFERRED, "referred")
WHEN_SENT = f"result={TRANSFERRED}"
OF_SENDING: Mapping[str, str] = {
    "sent_on": "请填写转送的日期；还没有转送的，选择“告知向有权更正的机关提出”",
    "sent_way": "请选择转送的方式",
    "sent_note": "请写明转送的记录",
}
"""What the letter needs that says it was passed on → what is told where it is missing."""


class VerificationSchema(OfficeSchema):
    """What was found, and what follows."""

    findings = Text("核实结果", maximum=1000, widget="textarea", argues=True, for_letter=True,
                    hint="核对了哪些原件、记录，是否属实。写入告知书，接在“经核实，”之后")  # fmt: skip
    result = Choice("处理结果", {key: words for key, (_code, words) in RESULTS.items()})
    correction = Text("更正内容", maximum=600, widget="textarea", required=False, argues=True, for_letter=True,
                      shown_when="result=corrected", hint="写入告知书")  # fmt: skip
    competent_organ = Text("有权更正的机关", maximum=100, required=False, shown_when="result=transferred|referred",
                           for_letter=True, hint="含联系方式，写入告知书")  # fmt: skip
    sent_on = Day("转送的日期", required=False, shown_when=WHEN_SENT, hint="已经转送的才填写；写入告知书")
    sent_way = Choice("转送的方式", SENDING, required=False, shown_when=WHEN_SENT)
    sent_note = Text("转送的记录", maximum=300, required=False, argues=True, shown_when=WHEN_SENT,
                     hint="转送函文号或者邮件号码、对方的签收人；函件可以“添加材料”存入本件")  # fmt: skip
    opinion = Text("办理意见", maximum=1000, widget="textarea", required=False)


def _verify(act: Act, item: WorkItem, values: Values) -> Facts:
    request, found = request_of(act.the_case), application_of(act.the_case)
    assert found is not None  # a case of this matter has one from its beginning
    _check_whole(values, since=request.arrived_on, today=act.today)
    outcome, words = RESULTS[values["result"]]
    found.findings, found.result = values["findings"], values["result"]
    found.correction = values["correction"] if outcome == "corrected" else ""
    found.competent_organ = values["competent_organ"] if values["result"] in ELSEWHERE else ""
    is_sent = values["result"] == TRANSFERRED
    found.sent_on = values["sent_on"] if is_sent else None
    found.sent_way, found.sent_note = (values["sent_way"], values["sent_note"]) if is_sent else ("", "")
    found.verified_by_id, found.verified_at = act.actor.person_id, act.now
    if outcome != request.outcome:
        request.draft_facts = {}
        versions.discard(act, REPLY, "处理决定改变")
    request.outcome = act.the_case.outcome = outcome
    act.audit(
        "request.correction_verified", f"核实更正申请：{words}", node=item.node, result=values["result"]
    )
    return {"outcome_class": outcome_class(outcome)}


def _check_whole(values: Values, *, since: date, today: date) -> None:
    """Raises InvalidInput for a result without what its letter must say; that it was passed on is said when it was."""
    if values["result"] == "corrected" and not values["correction"]:
        raise InvalidInput(fields={"correction": "予以更正的，请写明更正内容"})
    if values["result"] in ELSEWHERE and not values["competent_organ"]:
        raise InvalidInput(fields={"competent_organ": "请写明有权更正的机关"})
    if values["result"] == TRANSFERRED:
        faults = {name: words for name, words in OF_SENDING.items() if not values[name]}
        faults |= faults_of_days({"sent_on": values["sent_on"]}, today, since=since, of="收到申请的日期")
        if faults:
            raise InvalidInput(fields=faults)


def _initial(case: Case) -> dict[str, Any]:
    found = application_of(case)
    names = ("findings", "result", "correction", "competent_organ", *OF_SENDING)
    return {name: getattr(found, name) for name in names} if found is not None and found.result else {}


verification = TaskForm(
    key="verification",
    title="核实更正申请",
    schema=always(VerificationSchema),
    apply=_verify,
    initial=_initial,
    submit="提交核实结果",
    note="对照原件核实申请人的证据。有权更正、经审核属实的，应当更正并告知；不属于本机关职能的，转送或者告知（第四十一条）。",
)
