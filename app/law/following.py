"""Walking the events of a request: which reply clock runs, what voids it, what starts the next one.

Receipt, clarification (条例第三十条), payment (国办函〔2020〕109号第六条), deferral (条例第三十五条), withdrawal, the
end of what was no matter. Each event type has one small function; the due days of reply clocks are computed elsewhere.
"""

from collections.abc import Callable, Sequence

from app.law.calendar import WorkCalendar
from app.law.counting import count_working_days
from app.law.events import Event, EventType
from app.law.parameters import ByDay
from app.law.progress import ClarificationRequest, FeeRequest, Progress
from app.law.replies import on_correction_answered, on_redo_ordered, on_reply
from app.law.walk import Walk, receipt_of


def on_received(walk: Walk, event: Event) -> None:
    """The first arrival with a certain day of receipt starts the reply clock."""
    progress = walk.progress
    if progress.receipt is not None and progress.receipt.is_certain:
        return
    progress.receipt = receipt_of(event, walk.parameters)
    if progress.receipt.received_on is None:
        return
    received_on = progress.receipt.received_on
    limit = walk.parameters.on(received_on).value("clarification_notice_working_days")
    progress.notice_due_on = count_working_days(received_on, limit, walk.calendar)[-1]
    walk.open_term(received_on, "received", remark=progress.receipt.remark)


def on_clarification_notice_made(walk: Walk, event: Event) -> None:
    """Printed is not told: nothing stops, but from now on somebody has to send it."""
    if walk.progress.notice is None and walk.progress.notice_made_on is None:
        walk.progress.notice_made_on = event.day


def on_clarification_notice_sent(walk: Walk, event: Event) -> None:
    """Only the first notice counts; sent in time it voids the reply clock, late it changes nothing."""
    progress = walk.progress
    if progress.notice is not None:
        return
    in_time = progress.notice_due_on is None or event.day <= progress.notice_due_on
    progress.notice = ClarificationRequest(sent_on=event.day, interrupts=in_time)
    if in_time:
        walk.end_term(event, "clarification")


def on_clarification_notice_delivered(walk: Walk, event: Event) -> None:
    """The applicant's period starts; a delivery without a recorded sending counts as sent that day."""
    on_clarification_notice_sent(walk, event)
    notice = walk.progress.notice
    if notice is None or notice.delivered_on is not None or notice.received_on is not None:
        return
    notice.delivered_on = event.day
    default = walk.parameters.on(event.day).value("clarification_period_working_days")
    notice.period = event.get("period_working_days", default)
    notice.due_on = walk.last_of(event, event.get("period_working_days", default))


def on_clarification_received(walk: Walk, event: Event) -> None:
    """In time (or late but accepted by a person) it starts a new reply clock."""
    progress, notice = walk.progress, walk.progress.notice
    if notice is None:
        if not progress.terms:
            walk.open_term(event.day, "clarification")
        return
    if not notice.is_waiting:
        return
    if notice.due_on and event.day > notice.due_on and not event.get("accepted_late", False):
        notice.received_late_on = event.day
        return
    notice.received_on = event.day
    own_rule = walk.parameters.on(notice.sent_on).value("late_clarification_restarts")
    restarts = notice.interrupts or own_rule
    if restarts and not progress.awaits_payment:
        walk.end_term(event, "clarification")
        walk.open_term(event.day, "clarification")


def on_extension_notice_sent(walk: Walk, event: Event) -> None:
    """Whether it was in time is judged with the clock's due day, later."""
    term = walk.progress.current if walk.progress.redo is None else None
    walk.progress.extension_requests.append((event, term))
    if term is not None:
        term.extensions.append(event)


def on_deferred_reply_notice_sent(walk: Walk, event: Event) -> None:
    """第三十五条：a reasonable limit of its own takes the place of the reply clock.

    `counted_from_on`: the day of the letter, which names the last day, where it went out later.
    """
    if walk.progress.current is not None:
        walk.end_term(event, "deferred")
        walk.open_term(event.get("counted_from_on", event.day), "deferred", event.get("days"))


def on_fee_notice_delivered(walk: Walk, event: Event) -> None:
    """The applicant's period starts; the reply clock ends by the sending, which has to be in time (`sent_on`)."""
    progress = walk.progress
    if progress.awaits_payment:
        return
    default = walk.parameters.on(event.day).value("fee_payment_working_days")
    period = event.get("period_working_days", default)
    progress.fees.append(FeeRequest(event.day, walk.last_of(event, period), progress.current, period))
    walk.end_term(event, "fee", event.get("sent_on"))


def on_fee_paid(walk: Walk, event: Event) -> None:
    """In time (or late but accepted by a person) it starts a new reply clock; struck out later, it never did."""
    fee = walk.progress.fee
    if walk.note_if_voided(event) or fee is None or not fee.is_waiting:
        return
    if event.day > fee.due_on and not event.get("accepted_late", False):
        fee.paid_late_on = event.day
        return
    fee.paid_on = event.day
    if not walk.progress.awaits_clarification:
        walk.open_term(event.day, "payment")


def on_lapse_confirmed(walk: Walk, event: Event) -> None:
    """A person has confirmed that the applicant let the period pass."""
    progress = walk.progress
    if progress.fee is not None and progress.fee.is_waiting:
        progress.fee.lapsed_on = event.day
    elif progress.notice is not None and progress.notice.is_waiting:
        progress.notice.lapsed_on = event.day


def on_withdrawn(walk: Walk, event: Event) -> None:
    """All clocks end."""
    walk.end_term(event, "withdrawn")
    walk.progress.withdrawn_on = event.day


def on_discontinued(walk: Walk, event: Event) -> None:
    """It never was a matter: nothing is awaited or owed any more; its clocks are voided where they are made."""
    walk.progress.current = None
    walk.progress.withdrawn_on = event.day


FOLLOWED: dict[EventType, Callable[[Walk, Event], None]] = {
    EventType.RECEIVED: on_received,
    EventType.CLARIFICATION_NOTICE_MADE: on_clarification_notice_made,
    EventType.CLARIFICATION_NOTICE_SENT: on_clarification_notice_sent,
    EventType.CLARIFICATION_NOTICE_DELIVERED: on_clarification_notice_delivered,
    EventType.CLARIFICATION_RECEIVED: on_clarification_received,
    EventType.EXTENSION_NOTICE_SENT: on_extension_notice_sent,
    EventType.DEFERRED_REPLY_NOTICE_SENT: on_deferred_reply_notice_sent,
    EventType.FEE_NOTICE_DELIVERED: on_fee_notice_delivered,
    EventType.FEE_PAID: on_fee_paid,
    EventType.LAPSE_CONFIRMED: on_lapse_confirmed,
    EventType.WITHDRAWN: on_withdrawn,
    EventType.DISCONTINUED: on_discontinued,
    EventType.REPLY_POSTED: on_reply,
    EventType.REPLY_SIGNED_FOR: on_reply,
    EventType.REPLY_DELIVERED_ONLINE: on_reply,
    EventType.REDO_ORDERED: on_redo_ordered,
    EventType.CORRECTION_ANSWERED: on_correction_answered,
}


def follow(events: Sequence[Event], calendar: WorkCalendar, parameters: ByDay) -> Progress:
    """What the events, in order, add up to. After such an end only replies are noted."""
    walk = Walk(events, calendar, parameters)
    for number, event in enumerate(events):
        walk.number = number
        handler = FOLLOWED.get(event.type)
        if handler is not None and (walk.progress.withdrawn_on is None or handler is on_reply):
            handler(walk, event)
    return walk.progress
