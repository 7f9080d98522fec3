"""What the case page and the API show of a disclosure request: facts, steps in plain words, personal data masked."""

from app.casework.contract.rows import Fact, Stage
from app.casework.letters.deliveries import delivery_of, effective_delivery
from app.casework.models import Case
from app.casework.terms import clocks
from app.law.application_gaps import words_of
from app.law.outcomes import OUTCOMES
from app.law.receipt import CHANNEL_WORDS, Channel
from app.letters.wording import clause
from app.office.masks import mask_numbers
from app.processes.disclosure import linked
from app.processes.disclosure.conversions import facts_of_conversion
from app.processes.disclosure.correcting_applications import facts_of_correction
from app.processes.disclosure.decisions import undivided_words
from app.processes.disclosure.delivered import told_on
from app.processes.disclosure.excess import latest_deferral, statement_of
from app.processes.disclosure.excess import words_of as words_of_reason
from app.processes.disclosure.fees import charge_of
from app.processes.disclosure.fees import words_of as words_of_fee
from app.processes.disclosure.gaps import gaps_on_record
from app.processes.disclosure.judging import REPORT_WORDS, judgements_of, report_row_of
from app.processes.disclosure.judging import words_of as judged_words
from app.processes.disclosure.linked import links_of
from app.processes.disclosure.models import (
    CaseLink,
    Clarification,
    DisclosureRequest,
    ExtensionRequest,
    SearchRecord,
)
from app.processes.disclosure.models.search import search_paper
from app.processes.disclosure.overview_applicant import facts_of_applicant
from app.processes.disclosure.proceedings import sentence_of, standing_proceedings, title_of
from app.processes.disclosure.queries import clarification_of, latest_extension
from app.processes.disclosure.rare import RARE
from app.processes.disclosure.record_facts import amended_facts, answered_clarification
from app.processes.disclosure.redo import why_anew
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.searches import finding_words, standing_searches, unit_words
from app.processes.disclosure.vocabulary import Matter, ReplyForm, ReplyWay

NOT_SAID = "申请书未写明"

EXTENSION_WORDS = {"": "待审批", "approve": "已同意", "refuse": "不同意"}
STAGES = (
    Stage("收件登记", ("T_register",)),
    Stage("受理审查", ("T_screening", "T_clarification", "T_confirm_lapse", "T_deliver_notice", "CA_fee")),
    Stage("分办", ("T_assign",)),
    Stage("查找判断", ("T_handle", "CA_correction")),
    Stage("拟写答复", ("T_draft",)),
    Stage("审签", ("CA_signoff",)),
    Stage("制发", ("T_issue",)),
    Stage("送达", ("T_deliver", "S_close")),
    Stage("归档", ("T_archive", "S_archive")),
)
CORRECTION_STAGES = (
    STAGES[0],
    Stage("分办核实", ("T_correction_assign", "T_verify")),
    Stage("拟写告知书", ("T_correction_draft",)),
    Stage("审签", ("CA_correction_signoff",)),
    Stage("制发", ("T_correction_issue", "S_correction_reply")),
    *STAGES[-2:],
)
"""更正申请 takes a road of its own (correction.bpmn) between registration and delivery."""


def stages_of(case: Case) -> tuple[Stage, ...]:
    """The way of this case."""
    return CORRECTION_STAGES if request_of(case).matter == Matter.CORRECTION else STAGES


def facts_of(case: Case) -> list[Fact]:
    """The facts of a request, in the order of the form; what identifies a person is masked."""
    request = request_of(case)
    return [
        *facts_of_applicant(request),
        *_request_facts(request),
        *_receipt_facts(request),
        *_handling_facts(case, request),
    ]


def _request_facts(request: DisclosureRequest) -> list[Fact]:
    if request.matter == Matter.CORRECTION:
        return facts_of_correction(request.case)
    named = "　".join(part for part in (request.document_title, request.document_reference) if part)
    return [
        Fact("所需信息", request.description, wide=True),
        *([Fact("文件名称、文号", named, wide=True)] if named else []),
        *_amended_before(request),
        Fact("提供形式", ReplyForm(request.reply_form).title_zh if request.reply_form else NOT_SAID),
        Fact("获取途径", ReplyWay(request.reply_way).title_zh if request.reply_way else NOT_SAID),
        *([Fact("尚缺", missing, wide=True)] if (missing := words_of(gaps_on_record(request))) else []),
    ]


def _amended_before(request: DisclosureRequest) -> list[Fact]:
    """The 补正 of the case that this one goes on with: whoever answers has to know it."""
    known = amended_facts(request) if answered_clarification(request.case) is None else {}
    return [Fact("补正内容（原件）", known["amended_content"], wide=True)] if known else []


def _receipt_facts(request: DisclosureRequest) -> list[Fact]:
    mail = f"，邮件号码 {request.tracking_number}" if request.tracking_number else ""
    return [
        Fact("收件渠道", CHANNEL_WORDS[Channel(request.channel)] + mail),
        *(
            [Fact("代填人", f"{request.written_by.name}，已向申请人朗读并经其确认")]
            if request.written_by
            else []
        ),
        Fact("收到之日", request.case.received_on or "尚未与申请人确认"),
        *([Fact("登记日期", request.registered_on)] if request.registered_on else []),
        Fact("认定依据", request.receipt_basis, wide=True),
        *([Fact("确认记录", _confirmation(request), wide=True)] if request.confirmation_note else []),
        *([Fact("转到工作机构", _transfer(request))] if request.reached_office_on else []),
    ]


def _confirmation(request: DisclosureRequest) -> str:
    """第三十一条: what proves the day of receipt of an ordinary letter, a fax, a mail."""
    return f"{request.confirmed_on}与申请人确认：{mask_numbers(request.confirmation_note)}"


def _transfer(request: DisclosureRequest) -> str:
    by = "误投其他机构或者个人，" if request.misdirected else ""
    return f"{by}{request.signed_on}签收，{request.reached_office_on}转到"


def _handling_facts(case: Case, request: DisclosureRequest) -> list[Fact]:
    facts: list[Fact] = []
    clarification = clarification_of(case)
    if clarification is not None:
        facts.append(Fact("补正事项", "；".join(map(clause, clarification.items)), wide=True))
        facts += [*_notice_facts(case, clarification), *_answer_facts(clarification)]
    facts += [Fact("检索情况", _search_words(one), wide=True) for one in standing_searches(case)]
    if request.secrecy_reviewed_by is not None and request.secrecy_reviewed_at is not None:
        who, at = request.secrecy_reviewed_by.name, request.secrecy_reviewed_at
        facts.append(Fact("保密审查", f"{who}于{at:%Y-%m-%d %H:%M}声明已作保密审查和公开属性审查", wide=True))
    extension = latest_extension(case)
    if extension is not None:
        decided = EXTENSION_WORDS.get(extension.decision, "") + _effect_of(extension)
        words = f"申请延长 {extension.working_days} 个工作日（{decided}）：{extension.reason}"
        facts.append(Fact("延期", words, wide=True))
    facts += _excess_facts(case)
    if (fee := charge_of(case)) is not None:
        facts.append(Fact("信息处理费", words_of_fee(fee), wide=True))
    facts += [Fact(*_other_case(one, case)) for one in links_of(case)]
    if request.matter == Matter.REDO:
        facts.append(Fact("重新答复的原因", why_anew(case), wide=True))
    facts += [Fact(title_of(one), sentence_of(one), wide=True) for one in standing_proceedings(case)]
    facts += facts_of_conversion(case)
    if request.outcome:
        facts.append(Fact("处理决定", OUTCOMES[request.outcome].title))
    facts += [Fact("逐步判断", judged_words(one), wide=True) for one in judgements_of(case)]
    if request.outcome:
        facts.append(Fact("年度报告", _counted_as(request)))
    if said := undivided_words(request):
        facts.append(Fact("区分处理", said, wide=True))
    return facts


def _counted_as(request: DisclosureRequest) -> str:
    """The row of table three; a case that replies anew is no further request there."""
    if request.matter == Matter.REDO:
        return "不另计入，按原件计"
    return REPORT_WORDS.get(report_row_of(request), "不计入")


def _other_case(found: CaseLink, case: Case) -> tuple[str, str]:
    words, other = linked.words_of(found, case)
    return words, f"{other.number}（{found.made_at:%Y-%m-%d}）"


def _excess_facts(case: Case) -> list[Fact]:
    """第三十五条: the reason with its judgement, the deferral with what became of it."""
    given, found = statement_of(case), latest_deferral(case)
    facts = [Fact("理由说明", words_of_reason(given), wide=True)] if given is not None else []
    if found is not None:
        sent_on = told_on(delivery_of(found.letter_id)) if found.letter_id else None
        decided = EXTENSION_WORDS.get(found.decision, "") + (f"，告知书{sent_on}送出" if sent_on else "")
        facts.append(
            Fact("延迟答复", f"{found.working_days} 个工作日（{decided}）：{found.reason}", wide=True)
        )
    return facts


def _search_words(record: SearchRecord) -> str:
    """One search in a line; the page 检索记录 has the whole of it, with its papers."""
    asked = f"；询问：{record.persons_asked}" if record.persons_asked else ""
    papers = record.papers if RARE.may_have(search_paper, record.case_id) else ()
    kept = f"；附件：{'、'.join(paper.filename for paper in papers)}" if papers else ""
    said = f"{record.scope}；{record.method}；关键词：{record.keywords}{asked}{kept}。{record.result}"
    found = f"（{finding_words(record)}）" if record.finding else ""
    return f"{unit_words(record)}{record.searched_on}检索{found}：{said}"


def _notice_facts(case: Case, clarification: Clarification) -> list[Fact]:
    """When the 补正 notice went out and arrived, and whether it stopped the reply clock."""
    if clarification.letter_id is None:
        return []
    sent_on = told_on(effective_delivery(clarification.letter_id))
    if sent_on is None:
        return [Fact("补正告知书", "已制发，待送出；送出以前答复期限照常计算")]
    beside = clocks.clocks_of(case).progress.clarification_runs_beside
    effect = "已过7个工作日，不影响原答复期限" if beside else "答复期限自送出之日起停止计算"
    arrived = f"，{clarification.delivered_on}送达" if clarification.delivered_on else "，尚未登记签收"
    return [Fact("补正告知书", f"{sent_on}送出{arrived}（{effect}）")]


def _effect_of(extension: ExtensionRequest) -> str:
    """An extension holds from the sending of its notice, if that was on or before the original due day."""
    if extension.letter_id is None:
        return ""
    sent_on = told_on(effective_delivery(extension.letter_id))
    return f"，告知书{sent_on}送出" if sent_on else "，告知书待送出，送出以前不产生效力"


def _answer_facts(clarification: Clarification) -> list[Fact]:
    """What the applicant answered, when it was received, and what became of a late answer."""
    answer = clarification.answer or clarification.late_answer
    if not answer:
        return []
    day = clarification.answered_on or clarification.late_answer_on
    is_late = clarification.is_late_answer_accepted or not clarification.answer
    found = [Fact("补正内容", answer, wide=True), Fact("收到补正", f"{day}{'（逾期）' if is_late else ''}")]
    if clarification.why_not_accepted:
        found.append(Fact("逾期理由不予认可", clarification.why_not_accepted, wide=True))
    return found
