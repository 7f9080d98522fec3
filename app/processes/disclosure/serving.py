"""What follows from the sending and the arrival of a request's letters: each by the act that its article names.

条例第三十条 and 第三十三条第二款 want the applicant told (告知): by post that is the day of posting
(国办公开办函〔2016〕235号). The applicant's own limits run from the day on which the letter was got.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from app.casework.acts.act import Act
from app.casework.contract.letters import Served
from app.casework.letters.deliveries import delivery_of
from app.casework.models import Case, IssuedLetter
from app.casework.terms import clocks
from app.casework.work.flags import raise_flag
from app.law.clock import ClockKind
from app.law.delivery import DeliveryMethod, reply_event_type
from app.law.recording import given_late_note, late_reply_note
from app.law.remedies import class_of
from app.processes.disclosure import flags, redo
from app.processes.disclosure.delivered import told_on
from app.processes.disclosure.excess import DEFERRED, REASON_REQUEST, latest_deferral
from app.processes.disclosure.fees import charge_of
from app.processes.disclosure.letters import decided_outcome
from app.processes.disclosure.models import DisclosureRequest
from app.processes.disclosure.queries import clarification_of, extension_of, is_reply_out
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.vocabulary import Matter

Event = tuple[str, date, dict[str, Any]]
WITHOUT_DECISION = ("P", "N")
AWAITED_BY: Mapping[str, str] = {
    "clarification_notice": ClockKind.CLARIFICATION_NOTICE, "extension_notice": ClockKind.REPLY,
    "fee_notice": ClockKind.REPLY, DEFERRED: ClockKind.REPLY,
}  # fmt: skip
"""Notices that are worth nothing after a day, and the clock that tells it."""


def why_void(letter: IssuedLetter, on: date) -> str:
    """Why a notice that moves the day of the reply moves it no more: the reply is given, or its day is over
    (第三十三条第二款、第三十五条、国办函〔2020〕109号第六条). Empty while it is worth sending."""
    if AWAITED_BY.get(letter.kind) != ClockKind.REPLY:
        return ""
    request = request_of(letter.case)
    if is_reply_out(request):
        return "答复已经送出"
    due_on = letter.case.due_on if letter.case.due_kind == ClockKind.REPLY else None
    return f"已过答复期限（{due_on}）" if due_on is not None and on > due_on else ""


def served(act: Act, letter: IssuedLetter, said: Served) -> None:
    """The one place where letters of a request move its clocks."""
    tell = NOTICES.get(letter.kind)
    if tell is not None:
        tell(act, letter, said)
    elif letter.id == request_of(act.the_case).reply_letter_id:
        request = request_of(act.the_case)
        clocks.record_all(act, _reply_events(request, letter, said))
        if said.told_on is not None:
            redo.take_its_place(act, request, letter)


def _reply_events(request: DisclosureRequest, letter: IssuedLetter, said: Served) -> list[Event]:
    """第三十三条 ends with the organ's part; the remedies begin when the applicant has the decision."""
    events: list[Event] = []
    if request.matter == Matter.CORRECTION:  # 第四十一条: no reply clock runs
        events += [("correction_answered", said.told_on, {})] if said.told_on is not None else []
    elif said.told_on is not None:
        events.append((reply_event_type(said.method), said.told_on, {}))
    if request.matter != Matter.CORRECTION and said.got_on is not None and said.method is DeliveryMethod.POST:
        events.append(("reply_signed_for", said.got_on, {}))
    class_ = class_of(decided_outcome(request), letter.issued_on, clocks.parameters_on(letter.issued_on))
    if said.got_on is not None and class_ not in WITHOUT_DECISION:
        events.append(("decision_delivered", said.got_on, {"remedy_class": class_}))
    return events


def _clarification(act: Act, letter: IssuedLetter, said: Served) -> None:
    """第三十条：the sending stops the reply clock within seven working days, the arrival starts the period."""
    found = clarification_of(act.the_case)
    if found is None:
        return
    events: list[Event] = []
    if said.told_on is not None:
        events.append(("clarification_notice_sent", said.told_on, {}))
    if said.got_on is not None:
        found.delivered_on = said.got_on
        if found.answered_on is None:  # else nothing is waited for any more, and no period ends
            period = {"period_working_days": found.period_working_days}
            events.append(("clarification_notice_delivered", said.got_on, period))
    if clocks.record_all(act, events).progress.clarification_runs_beside and said.told_on is not None:
        act.audit(
            "clarification.sent_late", f"补正告知书于{said.told_on}送出，已过7个工作日，不影响原答复期限"
        )


def _extension(act: Act, letter: IssuedLetter, said: Served) -> None:
    """第三十三条第二款：told on or before the original due day, or without effect."""
    found = extension_of(letter)
    if found is None or said.told_on is None:
        return
    now = clocks.record_all(act, [("extension_notice_sent", said.told_on, {"days": found.working_days})])
    if now.extension_valid:
        raise_flag(act.the_case, flags.EXTENDED)
    else:
        act.audit("extension.sent_late", f"延期告知书于{said.told_on}送出，已过原届满日，延期不产生效力")


def _fee(act: Act, letter: IssuedLetter, said: Served) -> None:
    """109号第六条（未核对）：sent in time it ends the reply clock; once the applicant has it the period runs."""
    found = charge_of(act.the_case)
    if found is None or said.got_on is None:
        return
    found.delivered_on = said.got_on
    sent_on = said.told_on or told_on(delivery_of(letter.id)) or said.got_on
    told = {"sent_on": sent_on.isoformat(), "period_working_days": found.payment_working_days}
    clocks.record_all(act, [("fee_notice_delivered", said.got_on, told)])


def _reason(act: Act, letter: IssuedLetter, said: Served) -> None:
    """第三十五条：the applicant's period runs from the day on which the notice was got."""
    if said.got_on is not None:
        period = {"period_working_days": int(letter.facts["reason_working_days"])}
        clocks.record_all(act, [("reason_requested", said.got_on, period)])


def _deferral(act: Act, letter: IssuedLetter, said: Served) -> None:
    """第三十五条：told on or before the due day of the reply, the later limit takes its place; else nothing does."""
    found = latest_deferral(act.the_case)
    reply = clocks.clocks_of(act.the_case).running(ClockKind.REPLY)
    if found is None or said.told_on is None:
        return
    if reply is None or said.told_on > reply.due_on:
        act.audit("excess.deferral_late", f"延迟答复告知书于{said.told_on}送出，已过答复届满日，不产生效力")
        return
    told = {
        "days": found.working_days,
        "counted_from_on": letter.issued_on.isoformat(),
    }  # as the letter itself says
    clocks.record_all(act, [("deferred_reply_notice_sent", said.told_on, told)])


NOTICES: Mapping[str, Callable[[Act, IssuedLetter, Served], None]] = {
    "clarification_notice": _clarification, "extension_notice": _extension, "fee_notice": _fee,
    REASON_REQUEST: _reason, DEFERRED: _deferral,
}  # fmt: skip


def why_late(case: Case, day: date) -> str:
    """What makes a reply late that goes out on this day and whose lateness nobody has explained yet; else empty."""
    if request_of(case).late_reason:
        return ""
    found = clocks.clocks_of(case)
    return late_reply_note(found, day) or given_late_note(found) or ""
