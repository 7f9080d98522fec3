"""A request as its applicant may see it: where it stands, until when, why it pauses.

Never names of clerks, opinions or other parties.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from app.casework.models import Case, WorkItem
from app.casework.models.cases import CaseState
from app.casework.models.work import WorkItemStatus
from app.casework.terms import clocks
from app.casework.terms.moments import Phase, of_clock
from app.database import db
from app.law.clocks import Clock, Clocks
from app.law.office_time import office_day
from app.office.places import reconsideration_channel
from app.processes.disclosure.applicant_fee import FeeView, fee_for_applicant
from app.processes.disclosure.applicant_letters import LetterRow, letter_rows
from app.processes.disclosure.applicant_steps import history_of, steps_for_applicant
from app.processes.disclosure.evaluations import may_evaluate
from app.processes.disclosure.lapse import is_being_told
from app.processes.disclosure.models import Clarification, DisclosureRequest
from app.processes.disclosure.no_matter import was_cut_short
from app.processes.disclosure.queries import clarification_of
from app.processes.disclosure.reason_period import ReasonWanted, reason_wanted
from app.processes.disclosure.remedies_open import OpenRemedy, remedies_of
from app.processes.disclosure.standing_replies import given_by
from app.processes.disclosure.withdrawal import may_be_withdrawn


@dataclass(frozen=True)
class Waiting:
    """What the applicant is asked to supply (补正), and until when."""

    points: list[str]
    guidance: str
    due_on: date | None
    provisional: bool
    letter_id: int | None
    is_late: bool
    stops_the_clock: bool
    answered_late_on: date | None


@dataclass(frozen=True)
class ApplicantView:
    """Everything of the progress page."""

    request: DisclosureRequest
    headline: str
    tone: str
    steps: list[dict[str, Any]]
    due_on: date | None
    provisional: bool
    is_overdue: bool
    pauses: list[str]
    history: list[dict[str, Any]]
    letters: list[LetterRow]
    waiting: Waiting | None
    may_withdraw: bool
    remedies: list[OpenRemedy]
    reason: ReasonWanted | None
    fee: FeeView | None
    channel: str
    may_evaluate: bool

    @property
    def case(self) -> Case:
        return self.request.case


def view_for_applicant(request: DisclosureRequest, now: datetime) -> ApplicantView:
    """The request at this instant, in plain words."""
    case, found = request.case, clocks.clocks_of(request.case)
    events, waiting = clocks.events_of(case), waiting_for(request, found, now)
    reply = found.running("redo") or found.running("reply")
    other = given_by(request)
    owed = reply if case.is_open and other is None else None
    headline, tone = _headline(request, reply, waiting, other, now)
    if found.progress.awaits_payment and case.is_open:
        headline, tone = _words_of_payment(found, now.date()), "paused"
    return ApplicantView(
        request=request, headline=headline, tone=tone, steps=steps_for_applicant(request),
        due_on=owed.due_on if owed else None, provisional=bool(reply and reply.provisional),
        is_overdue=_is_in(owed, Phase.OVERDUE, now), pauses=_pauses(reply, now.date()),
        history=history_of(request, events, found), letters=letter_rows(request), waiting=waiting,
        may_withdraw=may_be_withdrawn(request.case),
        remedies=remedies_of(found, events, office_day(now)) if other is None else [],
        reason=reason_wanted(request, now),
        fee=fee_for_applicant(request, found, now.date()), channel=_channel(case, now.date()),
        may_evaluate=may_evaluate(request),
    )  # fmt: skip


def _channel(case: Case, on: date) -> str:
    return reconsideration_channel(case.organ_on(on), on)


def waiting_for(request: DisclosureRequest, found: Clocks, now: datetime) -> Waiting | None:
    """The clarification still open for an answer; late while no clerk has confirmed the lapse."""
    clarification = clarification_of(request.case)
    open_nodes = _open_nodes(request.case_id)
    is_asked = bool(open_nodes & {"T_clarification", "T_confirm_lapse"}) or is_being_told(request)
    if clarification is None or not is_asked:
        return None
    clock = next(iter(found.of_kind("clarification")[-1:]), None)
    return _waiting(clarification, clock, now, stops=not found.progress.clarification_runs_beside)


def _waiting(clarification: Clarification, clock: Clock | None, now: datetime, *, stops: bool) -> Waiting:
    return Waiting(
        points=list(clarification.items), guidance=clarification.guidance, due_on=clock.due_on if clock else None,
        provisional=bool(clock and clock.provisional), letter_id=clarification.letter_id,
        is_late=_is_in(clock, Phase.OVERDUE, now), stops_the_clock=stops, answered_late_on=clarification.late_answer_on,
    )  # fmt: skip


def _open_nodes(case_id: int) -> set[str]:
    query = select(WorkItem.node).where(WorkItem.case_id == case_id, WorkItem.status == WorkItemStatus.OPEN)
    return set(db.session.scalars(query))


def _headline(
    request: DisclosureRequest,
    reply: Clock | None,
    waiting: Waiting | None,
    other: Case | None,
    now: datetime,
) -> tuple[str, str]:
    case = request.case
    if case.state == CaseState.WITHDRAWN or request.withdrawn_by:
        return "您已撤回这件申请，办理终止", "paused"
    if was_cut_short(request):
        return "这件登记已终止办理，不再另行答复；有疑问的，请与受理机关联系", "paused"
    if other is not None:
        return f"这件申请由办件 {other.number} 答复，请用同一查询码查看该件的“文书”", "done"
    if not case.is_open:
        return "这件申请已办结，答复见下方“文书”", "done"
    if waiting is not None:
        return _words_of_waiting(waiting), "paused"
    if case.received_on is None:
        return "正在与您联系确认，确认之日为收到之日", "paused"
    if request.reply_letter_id is not None:
        return "答复已经制发，等待送达", "overdue" if _is_in(reply, Phase.OVERDUE, now) else "on_time"
    if _is_in(reply, Phase.PAUSED, now):
        return "正在征求有关方面意见，期间不计入答复期限", "paused"
    if _is_in(reply, Phase.OVERDUE, now):
        return "已超过答复期限，我们会尽快答复", "overdue"
    return "正在办理", "on_time"


def _words_of_waiting(waiting: Waiting) -> str:
    if waiting.is_late:
        return "补正期限已满，由经办人核对"
    return "等待您补正，期间不计入答复期限" if waiting.stops_the_clock else "等待您补正，答复期限照常计算"


def _words_of_payment(found: Clocks, today: date) -> str:
    """国办函〔2020〕109号第六条：the applicant pays, or a person looks whether nothing came."""
    fee = found.progress.fee
    if fee is None or today > fee.due_on:
        return "缴费期限已满，由经办人核对"
    return f"等待您在 {fee.due_on} 以前（含当日）缴纳信息处理费，期间不计入答复期限"


def _is_in(clock: Clock | None, phase: Phase, now: datetime) -> bool:
    return clock is not None and of_clock(clock, now) is phase


def _pauses(reply: Clock | None, today: date) -> list[str]:
    """Why some days do not count, with the days; no party is named."""
    return [
        _pause_words(span.after, span.until, span.is_open, today)
        for span in (reply.excluded if reply else ())
    ]


def _pause_words(after: date, until: date, is_open: bool, today: date) -> str:
    since = f"自 {after.year}年{after.month}月{after.day}日的次日起征求有关方面意见"
    if is_open or until >= today:
        return f"{since}，所需时间不计入答复期限（条例第三十三条第三款）"
    return f"{since}，至 {until.year}年{until.month}月{until.day}日结束，这段时间不计入答复期限（条例第三十三条第三款）"
