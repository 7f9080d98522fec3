"""The state of a walk over a request's events, and the few moves that every event handler needs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from app.law.calendar import WorkCalendar
from app.law.counting import count_working_days
from app.law.events import Event
from app.law.parameters import ByDay
from app.law.progress import Progress, ReplyTerm
from app.law.receipt import Channel, Receipt, receipt_day


@dataclass
class Walk:
    """The walk so far: `number` is the index of the event at hand."""

    events: Sequence[Event]
    calendar: WorkCalendar
    parameters: ByDay
    progress: Progress = field(default_factory=Progress)
    number: int = 0

    def last_of(self, start: Event, count: int) -> date:
        """The `count`-th working day after an event's day."""
        return count_working_days(start.day, count, self.calendar)[-1]

    def end_term(self, event: Event, cause: str, on: date | None = None) -> None:
        """Void the reply clock in force; later events no longer touch it. `on`: it ended before the event's own day."""
        term = self.progress.current
        if term is not None:
            term.ended_on, term.ended_by, term.events_end = on or event.day, cause, self.number
            self.progress.current = None

    def open_term(self, started_on: date, cause: str, limit: int | None = None) -> None:
        term = ReplyTerm(
            started_on, cause, limit or self.parameters.on(started_on).value("reply_working_days")
        )
        self.progress.terms.append(term)
        self.progress.current = term


def receipt_of(event: Event, parameters: ByDay) -> Receipt:
    """The day of receipt of a `received` event; a day that is not written is the event's own."""
    arrives_at_once = event.get("channel") not in (Channel.ORDINARY_MAIL, Channel.FAX, Channel.EMAIL)
    own_day = event.day if arrives_at_once else None
    return receipt_day(
        event.get("channel"),
        submitted_on=event.get("submitted_on", own_day),
        signed_on=event.get("signed_on", own_day),
        arrived_on=event.get("arrived_on", event.day),
        confirmed_on=event.get("confirmed_on"),
        auto_receipt=event.get("auto_receipt"),
        misdirected=event.get("misdirected", False),
        reached_office_on=event.get("reached_office_on"),
        parameters=parameters.on(event.day),
    )
