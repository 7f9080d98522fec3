"""What the case page and the API show of a disclosure request: facts, steps in plain words, personal data masked."""

from typing import Any

from app.casework.models import Case, CaseRun
from app.casework.models.cases import CaseState
from app.database import db
from app.law.outcomes import OUTCOMES
from app.law.receipt import CHANNEL_WORDS, Channel
from app.office.masks import mask_id_number, mask_telephone
from app.processes.disclosure.models import Clarification, DisclosureRequest
from app.processes.disclosure.queries import clarification_of, latest_extension, search_records
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.vocabulary import ApplicantKind, IdentityDocument, ReplyForm, ReplyWay

EXTENSION_WORDS = {"": "待审批", "approve": "已同意", "refuse": "不同意"}
STEPS = (
    ("收件登记", ("T_register",)), ("审核", ("T_screening", "T_clarification", "T_confirm_lapse", "T_deliver_notice")),
    ("分办", ("T_assign",)), ("查找判断", ("T_handle",)), ("拟写答复", ("T_draft",)), ("审签", ("CA_signoff",)),
    ("制发", ("T_issue",)), ("送达", ("T_deliver", "S_close")), ("归档", ("T_archive", "S_archive")),
)  # fmt: skip


def fact(label: str, value: Any, *, wide: bool = False, secret: str = "") -> dict[str, Any]:
    """One row of the facts: `secret` names the field that may be revealed with a reason."""
    return {"label": label, "value": value, "wide": wide, "secret": secret}


def facts_of(case: Case) -> list[dict[str, Any]]:
    """The facts of a request, in the order of the form; what identifies a person is masked."""
    request = request_of(case)
    return [
        *_applicant_facts(request),
        *_request_facts(request),
        *_receipt_facts(request),
        *_handling_facts(case, request),
    ]


def _applicant_facts(request: DisclosureRequest) -> list[dict[str, Any]]:
    person = request.applicant
    document, number = IdentityDocument(person.identity_document).title_zh, person.reveal("identity_number")
    return [
        fact("申请人", f"{person.name}（{ApplicantKind(person.kind).title_zh}）"),
        fact(
            "证件",
            f"{document} {mask_id_number(number) or '未提供'}",
            secret="identity_number" if number else "",
        ),
        fact("联系电话", mask_telephone(person.reveal("telephone")), secret="telephone"),
        fact(
            "通信地址",
            "已填写" if person.address_sealed else "未填写",
            secret="address" if person.address_sealed else "",
        ),
    ]


def _request_facts(request: DisclosureRequest) -> list[dict[str, Any]]:
    named = "　".join(part for part in (request.document_title, request.document_reference) if part)
    return [
        fact("所需信息", request.description, wide=True),
        *([fact("文件名称、文号", named, wide=True)] if named else []),
        fact("提供形式", ReplyForm(request.reply_form).title_zh),
        fact("获取途径", ReplyWay(request.reply_way).title_zh),
    ]


def _receipt_facts(request: DisclosureRequest) -> list[dict[str, Any]]:
    mail = f"，邮件号码 {request.tracking_number}" if request.tracking_number else ""
    return [
        fact("收件渠道", CHANNEL_WORDS[Channel(request.channel)] + mail),
        fact("收到之日", request.case.received_on or "尚未与申请人确认"),
        *([fact("登记日期", request.registered_on)] if request.registered_on else []),
        fact("认定依据", request.receipt_basis, wide=True),
    ]


def _handling_facts(case: Case, request: DisclosureRequest) -> list[dict[str, Any]]:
    facts = []
    clarification = clarification_of(case)
    if clarification is not None:
        facts.append(fact("补正事项", "；".join(clarification.items), wide=True))
        facts += _answer_facts(clarification)
    for record in search_records(case)[-1:]:
        facts.append(
            fact(
                "检索情况",
                f"{record.scope}；{record.method}；关键词：{record.keywords}。{record.result}",
                wide=True,
            )
        )
        if record.secrecy_reviewed_by is not None and record.secrecy_reviewed_at is not None:
            who, at = record.secrecy_reviewed_by.name, record.secrecy_reviewed_at
            facts.append(
                fact("保密审查", f"{who}于{at:%Y-%m-%d %H:%M}声明已作保密审查和公开属性审查", wide=True)
            )
    extension = latest_extension(case)
    if extension is not None:
        decided = EXTENSION_WORDS.get(extension.decision, "")
        words = f"申请延长 {extension.working_days} 个工作日（{decided}）：{extension.reason}"
        facts.append(fact("延期", words, wide=True))
    if request.outcome:
        facts.append(fact("处理决定", OUTCOMES[request.outcome].title))
    return facts


def _answer_facts(clarification: Clarification) -> list[dict[str, Any]]:
    """What the applicant answered, when it was received, and what became of a late answer."""
    answer = clarification.answer or clarification.late_answer
    if not answer:
        return []
    day = clarification.answered_on or clarification.late_answer_on
    is_late = clarification.is_late_answer_accepted or not clarification.answer
    found = [fact("补正内容", answer, wide=True), fact("收到补正", f"{day}{'（逾期）' if is_late else ''}")]
    if clarification.why_not_accepted:
        found.append(fact("逾期理由不予认可", clarification.why_not_accepted, wide=True))
    return found


def steps_of(case: Case) -> list[dict[str, Any]]:
    """The way in nine steps: done, current, to come. A withdrawn case shows where it ended."""
    run = db.session.get(CaseRun, case.id)
    trail = run.trail if run else {}
    done, active = set(trail.get("done", [])), set(trail.get("active", []))
    current = next((i for i, (_, nodes) in enumerate(STEPS) if active & set(nodes)), None)
    if current is None and case.state == CaseState.OPEN:
        current = 0
    return [
        {"title": title, "state": _step_state(i, current, case, done, nodes)}
        for i, (title, nodes) in enumerate(STEPS)
    ]


def _step_state(
    position: int, current: int | None, case: Case, done: set[str], nodes: tuple[str, ...]
) -> str:
    if current is not None:
        return "done" if position < current else "current" if position == current else "todo"
    return "done" if case.state == CaseState.ARCHIVED or done & set(nodes) else "todo"
