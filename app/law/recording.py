"""May this be recorded today? Each function refuses by a named rule, with a sentence for the person.

The clocks are those computed from the events so far; `today` is the office day of the act.
"""

from datetime import date

from app.law.clock import Clock, ClockKind, ClockState
from app.law.clocks import Clocks
from app.law.errors import (
    AlreadyExtended,
    AlreadyWithdrawn,
    AnsweredInTime,
    ClarificationAlreadyRequested,
    ClarificationLate,
    ConsultationAnswered,
    ExtensionOutOfRange,
    ExtensionTooLate,
    FeeNoticeTooLate,
    LapseNeedsConfirmation,
    LapseTooEarly,
    LateAnswerUndecided,
    NoClarificationRequested,
    NoPaymentRequested,
    NoRunningReplyClock,
    NothingToLapse,
    PaymentLate,
    ReplyAlreadyIssued,
    UnknownConsultation,
)


def check_not_withdrawn(clocks: Clocks) -> None:
    """After a withdrawal nothing more is recorded."""
    if clocks.progress.withdrawn_on is not None:
        raise AlreadyWithdrawn


def live_reply_clock(clocks: Clocks) -> Clock:
    """The reply clock that still waits for a reply. Raises AlreadyWithdrawn, NoRunningReplyClock."""
    check_not_withdrawn(clocks)
    clock = clocks.running(ClockKind.REPLY)
    if clock is None and clocks.running(ClockKind.REDO) is not None:
        raise NoRunningReplyClock("重新答复的期限由决定、判决确定，不能延期，也不能要求补正或者收费")
    if clock is None:
        raise NoRunningReplyClock
    return clock


def check_can_extend(clocks: Clocks, days: int, today: date, longest: int) -> None:
    """第三十三条第二款：once per clock, on or before its due day, one to `longest` working days."""
    if isinstance(days, bool) or not isinstance(days, int) or not 1 <= days <= longest:
        message = f"延期天数应为1至{longest}个工作日"
        raise ExtensionOutOfRange(message, fields={"days": message})
    clock = live_reply_clock(clocks)
    if clock.extension_days:
        raise AlreadyExtended
    if today > (clock.original_due_on or clock.due_on):
        raise ExtensionTooLate


def check_can_request_clarification(clocks: Clocks) -> None:
    """第三十条：one notice, while a reply is owed. After seven working days it is possible, and stops nothing."""
    progress = clocks.progress
    if progress.notice is not None or progress.notice_made_on is not None:
        raise ClarificationAlreadyRequested
    live_reply_clock(clocks)


def day_that_stays(clocks: Clocks, today: date) -> date | None:
    """The due day of the reply that a 补正 notice of today no longer moves; None while it is in time (第三十条)."""
    clock, notice_due_on = clocks.running(ClockKind.REPLY), clocks.progress.notice_due_on
    is_late = notice_due_on is not None and today > notice_due_on
    return clock.due_on if is_late and clock is not None else None


def check_can_receive_clarification(clocks: Clocks, today: date, accepted_late: bool = False) -> None:
    """In the period; after it only when a person accepts it (the event then says `accepted_late`)."""
    check_not_withdrawn(clocks)
    notice = clocks.progress.notice
    if notice is None or not notice.is_waiting:
        raise NoClarificationRequested
    if notice.due_on is not None and today > notice.due_on and not accepted_late:
        raise ClarificationLate


def check_can_notify_fee(clocks: Clocks, today: date) -> None:
    """国办函〔2020〕109号第六条（未核对）：within the reply time limit."""
    if today > live_reply_clock(clocks).due_on:
        raise FeeNoticeTooLate


def check_can_receive_payment(clocks: Clocks, today: date, accepted_late: bool = False) -> None:
    """In the period; after it only when a person accepts it."""
    check_not_withdrawn(clocks)
    fee = clocks.progress.fee
    if fee is None or not fee.is_waiting:
        raise NoPaymentRequested
    if today > fee.due_on and not accepted_late:
        raise PaymentLate


def lapsing_clock(clocks: Clocks) -> Clock:
    """The clock whose silence closes the case: payment, else clarification. Raises NothingToLapse."""
    progress = clocks.progress
    check_not_withdrawn(clocks)
    if progress.awaits_payment:
        return clocks.of_kind(ClockKind.PAYMENT)[-1]
    waiting = progress.notice is not None and progress.notice.is_waiting
    found = clocks.of_kind(ClockKind.CLARIFICATION) if waiting else []
    if not found:
        raise NothingToLapse
    return found[-1]


def check_can_confirm_lapse(
    clocks: Clocks,
    today: date,
    confirmed_by_person: bool = False,
    *,
    answered_on: date | None = None,
    why_not_accepted: str = "",
) -> None:
    """Not before the day after the period; a provisional day only by a person's confirmation.

    `answered_on`: the day of an answer that is on record. In time, nothing lapses; late, it lapses only with the
    reason why the delay is not accepted (第三十条：无正当理由逾期不补正).
    """
    clock = lapsing_clock(clocks)
    if answered_on is not None and answered_on <= clock.due_on:
        raise AnsweredInTime
    if answered_on is not None and not why_not_accepted:
        raise LateAnswerUndecided(fields={"why_not_accepted": LateAnswerUndecided.message})
    if clock.lapses_on is None or today < clock.lapses_on:
        raise LapseTooEarly(f"期限于{clock.due_on}届满，次日起方可按逾期结案")
    if clock.provisional and not confirmed_by_person:
        raise LapseNeedsConfirmation


def check_can_consult(clocks: Clocks) -> None:
    """第三十二条、第三十四条：while a reply clock is running."""
    live_reply_clock(clocks)


def check_can_consult_anew(clocks: Clocks) -> None:
    """The same of a case that replies anew: its limit, if an order set one, is not stopped by it; until the reply is
    out. Raises AlreadyWithdrawn, NoRunningReplyClock."""
    check_not_withdrawn(clocks)
    if clocks.progress.reply is not None:
        raise NoRunningReplyClock("答复已经送出，不能再征求意见")


def check_can_receive_opinion(clocks: Clocks, id_: str, known: bool) -> None:
    """`known` says whether a letter of that id was sent; an opinion is filed once."""
    if not known:
        raise UnknownConsultation
    answered = (clock for clock in clocks.of_kind(ClockKind.CONSULTATION) if clock.label == id_)
    if any(clock.ended_on is not None for clock in answered):
        raise ConsultationAnswered


def check_can_withdraw(clocks: Clocks, *, is_reply_issued: bool) -> None:
    """Until the reply is issued (has its number), posted or not; a second withdrawal is refused."""
    check_not_withdrawn(clocks)
    if is_reply_issued or clocks.progress.reply is not None:
        raise ReplyAlreadyIssued


def late_reply_note(clocks: Clocks, today: date) -> str | None:
    """The remark that a reply letter issued after its due day must carry; None while in time: by the order, if any."""
    clock = clocks.running(ClockKind.REDO) or clocks.running(ClockKind.REPLY)
    if clock is None or today <= clock.due_on:
        return None
    return _over(clock)


def given_late_note(clocks: Clocks) -> str | None:
    """The same of a reply that is out: None when it went out in time, or is not out."""
    ended = [*clocks.of_kind(ClockKind.REPLY), *clocks.of_kind(ClockKind.REDO)][-1:]
    return next((_over(clock) for clock in ended if clock.state is ClockState.MISSED), None)


def _over(clock: Clock) -> str:
    return f"答复期限已于{clock.due_on.year}年{clock.due_on.month}月{clock.due_on.day}日届满"
