"""The smaller clocks of a request: clarification, consultation, payment, reason, correction, redo."""

from collections.abc import Sequence
from datetime import date

from app.law.calendar import ONE_DAY, WorkCalendar
from app.law.clock import Clock, ClockKind, ClockState, Unit
from app.law.counting import count_working_days
from app.law.parameters import ByDay
from app.law.pauses import Consultation
from app.law.progress import FeeRequest, Progress, RedoOrder


def working_day_clock(
    kind: ClockKind,
    key: str,
    start: date,
    limit: int,
    calendar: WorkCalendar,
    *,
    state: ClockState,
    article: str,
    **facts,
) -> Clock:
    """A plain clock of `limit` working days after `start`, without pauses."""
    counted = count_working_days(start, limit, calendar)
    return Clock(
        kind=kind,
        key=key,
        started_on=start,
        due_on=counted[-1],
        state=state,
        article=article,
        time_limit=limit,
        counted=counted,
        provisional=calendar.is_provisional_between(start + ONE_DAY, counted[-1]),
        **facts,
    )


def settled(done_on: date | None, due_on: date, *, void: bool = False, missed: bool = False) -> ClockState:
    """Met or missed by the day on which it was done; void or missed without that; else running."""
    if done_on is not None:
        return ClockState.MET if done_on <= due_on else ClockState.MISSED
    if missed:
        return ClockState.MISSED
    return ClockState.VOID if void else ClockState.RUNNING


def clarification_notice_clock(progress: Progress, calendar: WorkCalendar, parameters: ByDay) -> list[Clock]:
    """第三十条：seven working days in which a notice still voids the reply clock.

    A chance while nobody has decided to ask; of a notice that is made and not yet sent, a duty.
    """
    if progress.receipt is None or progress.receipt.received_on is None or progress.notice_due_on is None:
        return []
    sent_on = progress.notice.sent_on if progress.notice else None
    void = progress.withdrawn_on is not None or progress.reply is not None
    limit = parameters.on(progress.receipt.received_on).value("clarification_notice_working_days")
    return [
        working_day_clock(
            ClockKind.CLARIFICATION_NOTICE,
            "1",
            progress.receipt.received_on,
            limit,
            calendar,
            state=settled(sent_on, progress.notice_due_on, void=void),
            article="条例第三十条",
            optional=not progress.notice_waits_to_be_sent,
            ended_on=sent_on,
        )
    ]


def clarification_clock(progress: Progress, calendar: WorkCalendar) -> list[Clock]:
    """第三十条：the applicant's period; the request may lapse from the day after it."""
    notice = progress.notice
    if notice is None or notice.delivered_on is None or notice.due_on is None or notice.period is None:
        return []
    state = settled(
        notice.received_on,
        max(notice.due_on, notice.received_on or notice.due_on),
        void=progress.withdrawn_on is not None,
        missed=notice.lapsed_on is not None or notice.received_late_on is not None,
    )
    return [
        working_day_clock(
            ClockKind.CLARIFICATION,
            "1",
            notice.delivered_on,
            notice.period,
            calendar,
            state=state,
            article="条例第三十条",
            holder="applicant",
            ended_on=notice.received_on or notice.lapsed_on,
            lapses_on=notice.due_on + ONE_DAY if notice.received_on is None else None,
        )
    ]


def consultation_clocks(
    letters: Sequence[Consultation], progress: Progress, calendar: WorkCalendar, parameters: ByDay
) -> list[Clock]:
    """第三十二条、第三十四条：fifteen working days from the party's receipt, one clock per letter."""
    clocks: dict[str, Clock] = {}
    for letter in letters:
        if letter.received_on is None or letter.due_on is None:
            continue
        key = letter.id if letter.id not in clocks else f"{letter.id}#{len(clocks) + 1}"
        clocks[key] = working_day_clock(
            ClockKind.CONSULTATION,
            key,
            letter.received_on,
            parameters.on(letter.received_on).value("consultation_working_days"),
            calendar,
            state=_consultation_state(letter, progress),
            article=_PARTY_ARTICLES[letter.party],
            holder=letter.party,
            label=letter.id,
            ended_on=letter.ended_on,
            lapses_on=letter.consent_from,
        )
    return list(clocks.values())


def _consultation_state(letter: Consultation, progress: Progress) -> ClockState:
    """A late opinion and a silence miss the party's limit; a letter that the office dropped is void."""
    assert letter.due_on is not None  # only letters that the party has
    void = progress.withdrawn_on is not None or letter.dropped_on is not None
    return settled(letter.opinion_on, letter.due_on, void=void, missed=letter.silent_on is not None)


_PARTY_ARTICLES = {
    "third_party": "条例第三十二条",
    "co_author_organ": "条例第三十四条",
    "other_organ": "条例第十一条",
}


def payment_clocks(progress: Progress, calendar: WorkCalendar) -> list[Clock]:
    """国办函〔2020〕109号第六条（未核对）：the applicant pays within twenty working days of the notice."""
    return [
        working_day_clock(
            ClockKind.PAYMENT,
            str(number),
            fee.delivered_on,
            fee.period,
            calendar,
            state=_payment_state(fee, progress),
            article="国办函〔2020〕109号第六条",
            holder="applicant",
            ended_on=fee.paid_on or fee.lapsed_on,
            lapses_on=fee.due_on + ONE_DAY if fee.paid_on is None else None,
        )
        for number, fee in enumerate(progress.fees, start=1)
    ]


def _payment_state(fee: FeeRequest, progress: Progress) -> ClockState:
    missed = fee.lapsed_on is not None or fee.paid_late_on is not None
    due_on = max(fee.due_on, fee.paid_on or fee.due_on)
    return settled(fee.paid_on, due_on, void=progress.withdrawn_on is not None, missed=missed)


def redo_clocks(progress: Progress, calendar: WorkCalendar) -> list[Clock]:
    """The limits set by decisions and judgments that order a new reply."""
    return [
        _redo_clock(order, str(number), progress, calendar)
        for number, order in enumerate(progress.redos, start=1)
    ]


def _redo_clock(order: RedoOrder, key: str, progress: Progress, calendar: WorkCalendar) -> Clock:
    first = order.ordered_on + ONE_DAY if order.counted else order.due_on
    void = progress.withdrawn_on is not None or order is not progress.redo
    return Clock(
        kind=ClockKind.REDO,
        key=key,
        started_on=order.ordered_on,
        due_on=order.due_on,
        state=settled(order.replied_on, order.due_on, void=void),
        article="所据决定、判决主文",
        time_limit=order.days,
        unit=Unit.WORKING_DAY if order.counted else Unit.NATURAL_DAY,
        counted=order.counted,
        provisional=calendar.is_provisional_between(first, order.due_on),
        ended_on=order.replied_on,
    )
