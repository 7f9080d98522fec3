"""The days of a case in plain form, by the names of check files and the API; None = no such limit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.law.clock import Clock, ClockKind, ClockState

if TYPE_CHECKING:
    from app.law.clocks import Clocks

RESULT_KEYS = (
    "received_on",
    "clarification_notice_due_on",
    "clarification_due_on",
    "lapses_on",
    "reply_due_on",
    "original_reply_due_on",
    "superseded_reply_due_on",
    "extension_valid",
    "consultation_due_on",
    "deemed_consent_from",
    "fee_notice_due_on",
    "payment_due_on",
    "publish_due_on",
    "correction_due_on",
    "reason_due_on",
    "reconsideration_due_on",
    "litigation_due_on",
    "redo_due_on",
    "on_time",
    "provisional",
    "first_statement_due_at",
    "press_conference_due_at",
    "response_due_at",
    "earliest_close_on",
    "latest_material_delivery_on",
)
_DUE_ON = {
    "clarification_due_on": ClockKind.CLARIFICATION,
    "payment_due_on": ClockKind.PAYMENT,
    "publish_due_on": ClockKind.PUBLISH,
    "correction_due_on": ClockKind.CORRECTION,
    "reason_due_on": ClockKind.REASON,
    "reconsideration_due_on": ClockKind.RECONSIDERATION,
    "litigation_due_on": ClockKind.LITIGATION,
    "redo_due_on": ClockKind.REDO,
    "earliest_close_on": ClockKind.PUBLIC_COMMENT,
    "latest_material_delivery_on": ClockKind.HEARING_MATERIAL,
}
_DUE_AT = {
    "first_statement_due_at": ClockKind.FIRST_STATEMENT,
    "press_conference_due_at": ClockKind.PRESS_CONFERENCE,
    "response_due_at": ClockKind.OPINION_RESPONSE,
}


def results_of(clocks: Clocks) -> dict[str, Any]:
    """Every key of RESULT_KEYS; days and instants as dates and datetimes, not text."""
    found: dict[str, Any] = dict.fromkeys(RESULT_KEYS)
    found |= {key: _field(_latest(clocks, kind), "due_on") for key, kind in _DUE_ON.items()}
    found |= {key: _field(_latest(clocks, kind), "due_at") for key, kind in _DUE_AT.items()}
    found["clarification_notice_due_on"] = _notice_due_on(clocks)
    found |= _reply_results(clocks) | _consultation_results(clocks)
    receipt = clocks.progress.receipt
    found["received_on"] = receipt.received_on if receipt else None
    found["lapses_on"] = _lapses_on(clocks)
    found["extension_valid"] = clocks.extension_valid
    found["on_time"] = on_time(clocks)
    found["provisional"] = clocks.provisional
    return found


def _latest(clocks: Clocks, kind: ClockKind) -> Clock | None:
    """The latest clock of a kind; none when the withdrawal ended it."""
    clock = next(iter(reversed(clocks.of_kind(kind))), None)
    ended = clock is not None and clock.state is ClockState.VOID and clocks.progress.withdrawn_on is not None
    return None if ended else clock


def _notice_due_on(clocks: Clocks) -> Any:
    """The last day of the notice; none where the request was withdrawn by then: the duty ended with the request.

    Withdrawn later, the day stays: it had passed before.
    """
    notice = next(iter(reversed(clocks.of_kind(ClockKind.CLARIFICATION_NOTICE))), None)
    return None if notice is None or notice.ended_by else notice.due_on


def _field(clock: Clock | None, name: str) -> Any:
    return getattr(clock, name) if clock is not None else None


def _reply_results(clocks: Clocks) -> dict[str, Any]:
    progress, terms = clocks.progress, clocks.of_kind(ClockKind.REPLY)
    voided = [
        clock
        for clock, term in zip(terms, progress.terms, strict=True)
        if term.ended_by in ("clarification", "fee")
    ]
    fee_term = progress.fee.term if progress.fee else None
    notified = terms[progress.terms.index(fee_term)] if fee_term else None
    return {
        "reply_due_on": _field(clocks.reply, "due_on"),
        "original_reply_due_on": _field(clocks.reply, "original_due_on"),
        "superseded_reply_due_on": voided[-1].due_on if voided else None,
        "fee_notice_due_on": _field(notified, "due_on"),
    }


def _consultation_results(clocks: Clocks) -> dict[str, Any]:
    sent = clocks.of_kind(ClockKind.CONSULTATION)
    letters = [clock for clock in sent if clock.state is not ClockState.VOID]
    due = {clock.label: clock.due_on for clock in letters}
    consent = {clock.label: clock.lapses_on for clock in letters if clock.lapses_on}
    return {"consultation_due_on": due or None, "deemed_consent_from": consent or None}


def _lapses_on(clocks: Clocks) -> Any:
    """The first day on which the request may be closed for silence: unpaid, or not clarified."""
    payment, clarification = _latest(clocks, ClockKind.PAYMENT), _latest(clocks, ClockKind.CLARIFICATION)
    return _field(payment, "lapses_on") or _field(clarification, "lapses_on")


def on_time(clocks: Clocks) -> bool | None:
    """Whether this round's first reply came on or before the due day in force then; None without a reply."""
    reply = clocks.progress.reply
    if reply is None:
        return None
    if reply.redo is not None:
        return reply.on <= reply.redo.due_on
    if reply.term is None:
        return False
    clock = clocks.of_kind(ClockKind.REPLY)[clocks.progress.terms.index(reply.term)]
    return reply.on <= clock.due_on
