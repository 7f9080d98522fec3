"""The way of a request in an applicant's words: stages, the current one marked, and what happened when."""

from datetime import date
from typing import Any

from app.casework.contract.rows import Stage
from app.casework.models import Case, CaseRun
from app.casework.models.cases import CaseState
from app.casework.run.progress import stage_now
from app.database import db
from app.law.clocks import Clocks, Event, EventType
from app.law.office_time import office_day
from app.law.receipt import Channel
from app.processes.disclosure.models import DisclosureRequest
from app.processes.disclosure.no_matter import was_cut_short
from app.processes.disclosure.queries import clarification_of
from app.processes.disclosure.vocabulary import Matter

CLARIFICATION = "补正材料"
CLARIFYING = ("T_deliver_notice", "T_clarification", "T_confirm_lapse")
STAGES = (
    Stage("提交申请"),
    Stage("登记审查", ("T_register", "T_screening", "CA_fee")),
    Stage(CLARIFICATION, CLARIFYING),
    Stage("查找办理", ("T_assign", "T_handle", "T_draft", "CA_signoff", "CA_correction")),
    Stage("制发送达", ("T_issue", "T_deliver")),
    Stage("办结", ("T_archive",)),
)
EVENT_WORDS = {
    EventType.RECEIVED: "收到您的申请",
    EventType.CLARIFICATION_NOTICE_SENT: "发出补正告知书",
    EventType.CLARIFICATION_NOTICE_DELIVERED: "补正告知书送达",
    EventType.CLARIFICATION_RECEIVED: "收到您的补正，答复期限自次一工作日起重新计算",
    EventType.EXTENSION_NOTICE_SENT: "告知延期答复",
    EventType.CONSULTATION_SENT: "征求有关方面意见，所需时间不计入答复期限",
    EventType.OPINION_RECEIVED: "收到有关方面意见，继续计算答复期限",
    EventType.FEE_NOTICE_DELIVERED: "送达收费通知书",
    EventType.FEE_PAID: "收到您缴纳的费用，答复期限重新计算",
    EventType.PAYMENT_VOIDED: "缴费登记作废，继续等待您缴费",
    EventType.REASON_REQUESTED: "请您说明理由",
    EventType.REASON_RECEIVED: "收到您的说明",
    EventType.DEFERRED_REPLY_NOTICE_SENT: "告知延迟答复",
    EventType.LAPSE_CONFIRMED: "逾期未补正，不再处理",
    EventType.REPLY_POSTED: "答复已交邮",
    EventType.REPLY_SIGNED_FOR: "答复已签收",
    EventType.REPLY_DELIVERED_ONLINE: "答复已在网上送达",
    EventType.REDO_ORDERED: "收到行政复议决定或者判决，按其要求办理",
    EventType.DECISION_DELIVERED: "您收到答复，行政复议、行政诉讼的期限自次日起算",
    EventType.CORRECTION_REQUESTED: "收到您的更正申请",
    EventType.CORRECTION_ANSWERED: "更正申请已答复",
    EventType.WITHDRAWN: "您撤回了申请，办理终止",
    EventType.DISCONTINUED: "经核对属于重复登记或者误登记，办理终止",
}

ASKED_ANEW = {
    EventType.CONSULTATION_SENT: "征求有关方面意见", EventType.OPINION_RECEIVED: "收到有关方面意见",
}  # fmt: skip
"""The same in a case that replies anew: no limit of 第三十三条 runs there that could stand still."""
BY_APPLICANT = (
    EventType.RECEIVED,
    EventType.CLARIFICATION_RECEIVED,
    EventType.FEE_PAID,
    EventType.REASON_RECEIVED,
    EventType.WITHDRAWN,
)


def history_of(request: DisclosureRequest, events: list[Event], found: Clocks) -> list[dict[str, Any]]:
    """What happened, newest first."""
    entries = []
    if words := _words_of_opening(request):
        entries.append(_entry(office_day(request.case.opened_at), words))
    for event in events:
        if words := _words_of(event, found):
            entries.append(_entry(event.day, words, event.type))
    if request.case.closed_on and not request.withdrawn_by:
        words = "终止办理" if was_cut_short(request) else "办结"
        entries.append(_entry(request.case.closed_on, words))
    return sorted(entries, key=lambda entry: entry["at"])[::-1]


def _words_of_opening(request: DisclosureRequest) -> str:
    """How the case came about; a request through the portal says so itself. What is replied anew came long before."""
    if request.matter == Matter.REDO:
        return "另开本件，重新办理"
    return "收到申请，编号登记" if request.channel != Channel.ONLINE else ""


def _words_of(event: Event, found: Clocks) -> str:
    """What happened, and what it did to the time: a notice that came too late did nothing."""
    words = EVENT_WORDS.get(event.type, "")
    if event.type is EventType.EXTENSION_NOTICE_SENT:
        effect = "" if found.extension_valid else "（已过原届满日，不产生效力）"
        return f"{words} {event.get('days')} 个工作日{effect}"
    order = found.progress.redo
    if event.type in ASKED_ANEW and (not found.progress.terms or (order and event.day >= order.ordered_on)):
        return ASKED_ANEW[event.type]
    if event.type is EventType.LAPSE_CONFIRMED and found.progress.fee is not None:
        return "逾期未缴费，不再处理"
    if event.type is EventType.CLARIFICATION_RECEIVED and found.progress.clarification_runs_beside:
        return "收到您的补正，答复期限照常计算"
    return words


def _entry(on: date, words: str, type_: EventType | None = None) -> dict[str, Any]:
    return {"at": on, "act": words, "kind": "applicant" if type_ in BY_APPLICANT else "person"}


def steps_for_applicant(request: DisclosureRequest) -> list[dict[str, Any]]:
    """The stages with the current one marked; 补正 only where it was asked for."""
    case, run = request.case, db.session.get(CaseRun, request.case_id)
    shown = [stage for stage in STAGES if stage.title != CLARIFICATION or clarification_of(case) is not None]
    stopped = bool(request.withdrawn_by) or was_cut_short(request)
    is_done = case.state in (CaseState.CLOSED, CaseState.ARCHIVED) and not stopped
    at = len(shown) if is_done else max(1, stage_now(run, shown))
    if _is_clarified(case):  # screened once more after the answer, but the way does not go backwards
        at = max(at, [stage.title for stage in shown].index(CLARIFICATION) + 1)
    notes = _notes(request)
    steps = []
    for place, words in enumerate(stage.title for stage in shown):
        state = "done" if place < at else "todo" if place > at else "stopped" if stopped else "current"
        steps.append(
            {"words": words, "state": state, "note": notes.get(words, "") if state != "todo" else ""}
        )
    if stopped:
        steps = [*steps[: at + 1]]
        words = "已撤回" if request.withdrawn_by else "已终止"
        steps[-1] = {"words": words, "state": "stopped", "note": notes.get("办结", "")}
    return steps


def _is_clarified(case: Case) -> bool:
    clarification = clarification_of(case)
    return clarification is not None and clarification.answered_on is not None


def _notes(request: DisclosureRequest) -> dict[str, str]:
    """Small days below the stages."""
    case, clarification = request.case, clarification_of(request.case)
    notes = {"提交申请": f"{request.arrived_on:%m-%d}"}
    if clarification is not None and clarification.answered_on:
        notes[CLARIFICATION] = f"{clarification.answered_on:%m-%d} 收到"
    if case.closed_on:
        notes["办结"] = f"{case.closed_on:%m-%d}"
    return notes
