"""The state of a walk over a request's events, and the few moves that every event handler needs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from app.law.calendar import WorkCalendar
from app.law.counting import count_working_days
from app.law.events import Event, EventType
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
    _voids: list[int] | None = None

    def last_of(self, start: Event, count: int) -> date:
        """The `count`-th working day after an event's day."""
        return count_working_days(start.day, count, self.calendar)[-1]

    def end_term(self, event: Event, cause: str, on: date | None = None) -> None:
        """Void the reply clock in force; later events no longer touch it. `on`: it ended before the event's own day."""
        term = self.progress.current
        if term is not None:
            term.ended_on, term.ended_by, term.events_end = on or event.day, cause, self.number
            self.progress.current = None

    def open_term(self, started_on: date, cause: str, limit: int | None = None, remark: str = "") -> None:
        days = limit or self.parameters.on(started_on).value("reply_working_days")
        term = ReplyTerm(started_on, cause, days, remark=remark)
        self.progress.terms.append(term)
        self.progress.current = term

    def note_if_voided(self, payment: Event) -> bool:
        """Whether a payment was struck out later; the clock that it seemed to start stays on record, ended by that.

        The void names the day of the payment, whatever was recorded in between: what was paid in truth may be earlier.
        """
        if self._voids is None:
            self._voids = [at for at, one in enumerate(self.events) if one.type is EventType.PAYMENT_VOIDED]
        place = next((at for at in self._voids if self.events[at].get("paid_on") == payment.day), None)
        if place is None:
            return False
        self._voids.remove(place)
        limit = self.parameters.on(payment.day).value("reply_working_days")
        ended_on = self.events[place].day
        self.progress.terms.append(
            ReplyTerm(payment.day, "payment", limit, ended_on, "payment_voided", place)
        )
        return True


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
