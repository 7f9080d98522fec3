"""The reply clock (答复期限, 条例第三十三条): twenty working days, pauses left out, one extension."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.law.calendar import ONE_DAY, WorkCalendar
from app.law.clock import Clock, ClockKind, ClockState, ExcludedSpan, Unit
from app.law.counting import count_working_days
from app.law.discontinuing import WITHDRAWN
from app.law.errors import ExtensionOutOfRange
from app.law.events import Event
from app.law.parameters import ByDay
from app.law.pauses import excluded_spans
from app.law.progress import Progress, ReplyTerm

_CAUSE_ARTICLES = {
    "received": "条例第三十三条第二款",
    "clarification": "条例第三十条、第三十三条第二款",
    "payment": "国办函〔2020〕109号第六条",
    "deferred": "条例第三十五条",
}
_ENDED_WORDS = {
    "clarification": "通知申请人补正",
    "fee": "通知申请人缴费",
    "withdrawn": WITHDRAWN,
    "deferred": "告知延迟答复",
    "payment_voided": "缴费登记作废",
}
_CAUSE_LABELS = {"clarification": "补正后", "payment": "缴费后", "deferred": "延迟答复"}


@dataclass(frozen=True)
class TermCount:
    """The counted days of one reply clock, without and with its valid extension."""

    original: tuple[date, ...]
    extended: tuple[date, ...]
    extension: Event | None
    spans: tuple[ExcludedSpan, ...]

    @property
    def original_due_on(self) -> date:
        return self.original[-1]

    @property
    def due_on(self) -> date:
        return self.extended[-1]


def count_term(
    term: ReplyTerm, events: Sequence[Event], calendar: WorkCalendar, parameters: ByDay
) -> TermCount:
    """Count one reply clock from the events before its end. Raises ExtensionOutOfRange, CalendarMissing."""
    own_events = events[: term.events_end]
    spans = excluded_spans(own_events, calendar, parameters)
    original = count_working_days(term.started_on, term.limit, calendar, spans)
    longest = parameters.on(term.started_on).value("extension_max_working_days")
    for event in term.extensions:
        if event.get("days") > longest:
            raise ExtensionOutOfRange(f"延期天数应为1至{longest}个工作日，现为{event.get('days')}个")
    extension = next((event for event in term.extensions if event.day <= original[-1]), None)
    extended = original
    if extension is not None:
        extended = count_working_days(term.started_on, term.limit + extension.get("days"), calendar, spans)
    own = tuple(span for span in spans if span.until > term.started_on and span.after < extended[-1])
    return TermCount(original, extended, extension, own)


def extension_verdict(progress: Progress, counts: Sequence[TermCount]) -> bool | None:
    """Whether the latest extension notice had effect; None when there was none."""
    if not progress.extension_requests:
        return None
    event, term = progress.extension_requests[-1]
    if term is None:
        return False
    return counts[progress.terms.index(term)].extension is event


def reply_clock(term: ReplyTerm, number: int, count: TermCount, calendar: WorkCalendar) -> Clock:
    """The clock of the `number`-th reply term."""
    return Clock(
        kind=ClockKind.REPLY,
        key=str(number),
        started_on=term.started_on,
        due_on=count.due_on,
        state=_state(term, count),
        article=_CAUSE_ARTICLES[term.cause],
        time_limit=term.limit,
        unit=Unit.WORKING_DAY,
        original_due_on=count.original_due_on,
        provisional=calendar.is_provisional_between(term.started_on + ONE_DAY, count.due_on),
        extension_days=count.extension.get("days") if count.extension else 0,
        excluded=count.spans,
        counted=count.extended,
        ended_on=term.replied_on or term.ended_on,
        ended_by=_ENDED_WORDS.get(term.ended_by, ""),
        label=_CAUSE_LABELS.get(term.cause, ""),
        assumed=any(span.is_assumed for span in count.spans),
        remark=term.remark,
    )


def _state(term: ReplyTerm, count: TermCount) -> ClockState:
    if term.replied_on is not None:
        return ClockState.MET if term.replied_on <= count.due_on else ClockState.MISSED
    if term.ended_on is not None:
        # What came too late to stop the clock does not heal it.
        return ClockState.VOID if term.ended_on <= count.due_on else ClockState.MISSED
    return ClockState.PAUSED if any(span.is_open for span in count.spans) else ClockState.RUNNING
