"""What stops the reply clock (停钟): consultations, and reviews where the office says that they do.

Time needed for the opinion of a third party or another organ does not count (条例第三十三条第三款). By
default the days later than the day of sending, up to and including the day of the opinion, are excluded;
overlapping consultations are a union of days, so that no day is deducted twice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.law.calendar import ONE_DAY, WorkCalendar
from app.law.clock import ExcludedSpan
from app.law.counting import count_working_days
from app.law.events import Event, EventType, first_day
from app.law.parameters import ByDay

PARTY_WORDS = {"third_party": "第三方", "co_author_organ": "共同制作机关", "other_organ": "其他机关"}


@dataclass(frozen=True)
class Consultation:
    """One letter to one party. `ends_on`: the pause stops; `due_on` is unknown until the party has it.

    `dropped_on`: the office no longer asks; `silent_on`: it noted that the limit passed without an opinion.
    """

    id: str
    party: str
    sent_on: date
    received_on: date | None
    opinion_on: date | None
    due_on: date | None
    ends_on: date
    dropped_on: date | None = None
    silent_on: date | None = None

    @property
    def answered_in_time(self) -> bool:
        return self.opinion_on is not None and (self.due_on is None or self.opinion_on <= self.due_on)

    @property
    def is_open(self) -> bool:
        return self.opinion_on is None and self.dropped_on is None and self.silent_on is None

    @property
    def ended_on(self) -> date | None:
        """The first thing that happened to the letter: an opinion, its being dropped, its silence noted."""
        days = (self.opinion_on, self.dropped_on, self.silent_on)
        return min((day for day in days if day is not None), default=None)

    @property
    def is_assumed(self) -> bool:
        """Neither the party's receipt nor an end is known: the end of the pause is an assumption."""
        return self.received_on is None and self.is_open

    @property
    def consent_from(self) -> date | None:
        """第三十四条：a silent co-author organ is deemed to consent from the day after its limit."""
        if self.party != "co_author_organ" or self.due_on is None or self.answered_in_time:
            return None
        if self.dropped_on is not None and self.dropped_on <= self.due_on:
            return None
        return self.due_on + ONE_DAY


def consultations(events: Sequence[Event], calendar: WorkCalendar, parameters: ByDay) -> list[Consultation]:
    """Every consultation letter with its party's limit, in the order of sending."""
    sent = [number for number, event in enumerate(events) if event.type is EventType.CONSULTATION_SENT]
    return [_consultation(events, number, calendar, parameters) for number in sent]


def _consultation(
    events: Sequence[Event], number: int, calendar: WorkCalendar, parameters: ByDay
) -> Consultation:
    letter = events[number]
    later = _until_next_letter(events[number + 1 :], letter.get("id"))
    received_on = first_day(later, EventType.CONSULTATION_RECEIVED_BY_PARTY)
    opinion_on = first_day(later, EventType.OPINION_RECEIVED)
    dropped_on, silent_on = _closed(later, "dropped"), _closed(later, "silence")
    limit = parameters.on(received_on or letter.day).value("consultation_working_days")
    due_on = count_working_days(received_on, limit, calendar)[-1] if received_on else None
    # A letter still on its way: at the least the party has its limit from the day of sending.
    known_end = opinion_on or dropped_on
    latest = due_on or known_end or count_working_days(letter.day, limit, calendar)[-1]
    return Consultation(
        id=str(letter.get("id")),
        party=letter.get("party", "third_party"),
        sent_on=letter.day,
        received_on=received_on,
        opinion_on=opinion_on,
        due_on=due_on,
        ends_on=min(day for day in (opinion_on, dropped_on, latest) if day is not None),
        dropped_on=dropped_on,
        silent_on=silent_on,
    )


def _closed(events: Iterable[Event], by: str) -> date | None:
    closings = (event for event in events if event.type is EventType.CONSULTATION_CLOSED)
    return next((event.day for event in closings if event.get("closed_by") == by), None)


def _until_next_letter(events: Iterable[Event], id_: str) -> list[Event]:
    """The events of this letter: those with its id, until the same party is written to again."""
    own: list[Event] = []
    for event in events:
        if event.get("id") != id_:
            continue
        if event.type is EventType.CONSULTATION_SENT:
            break
        own.append(event)
    return own


def excluded_spans(
    events: Sequence[Event], calendar: WorkCalendar, parameters: ByDay
) -> tuple[ExcludedSpan, ...]:
    """All spans that the reply clock leaves out, from the events given."""
    spans = [_span(item, parameters) for item in consultations(events, calendar, parameters)]
    for suspends, opened, closed, reason in _REVIEWS:
        spans += _review_spans(events, opened, closed, reason, parameters, suspends)
    return tuple(span for span in spans if span is not None)


def _span(item: Consultation, parameters: ByDay) -> ExcludedSpan | None:
    after: date | None = item.sent_on
    match parameters.on(item.sent_on).value("suspension_bounds"):
        case "sent_included":
            after = item.sent_on - ONE_DAY
        case "from_party_receipt":
            after = item.received_on
    if after is None or item.ends_on <= after:
        return None
    reason = f"征求{PARTY_WORDS[item.party]}意见（{item.id}）"
    return ExcludedSpan(after, item.ends_on, reason, item.is_open, item.is_assumed)


_REVIEWS = (
    ("reason_period_suspends", EventType.REASON_REQUESTED, EventType.REASON_RECEIVED, "要求说明理由"),
    (
        "secrecy_review_suspends",
        EventType.SECRECY_REVIEW_SENT,
        EventType.SECRECY_REVIEW_RETURNED,
        "保密审查",
    ),
)


def _review_spans(
    events: Sequence[Event],
    opened: EventType,
    closed: EventType,
    reason: str,
    parameters: ByDay,
    suspends: str,
) -> list[ExcludedSpan | None]:
    """A review that has not come back yet is excluded up to the last day on record."""
    spans: list[ExcludedSpan | None] = []
    for number, event in enumerate(events):
        if event.type is opened and parameters.on(event.day).value(suspends):
            returned = first_day(events[number + 1 :], closed)
            until = returned or events[-1].day
            spans.append(ExcludedSpan(event.day, until, reason, returned is None))
    return spans
