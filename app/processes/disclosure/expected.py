"""When a request would have to be answered at the latest, told before it is submitted."""

from dataclasses import dataclass
from datetime import date

from app.casework.terms import clocks
from app.law.clocks import Event, EventType, compute
from app.law.errors import CalendarMissing
from app.law.receipt import Channel


@dataclass(frozen=True)
class ExpectedReply:
    """The latest day of the reply (第三十三条), counted from today; `provisional` before the year's notice."""

    due_on: date
    provisional: bool
    working_days: int


def expected_reply(today: date) -> ExpectedReply | None:
    """For an application that is submitted online today; None when the calendar of the year is missing."""
    day = today.isoformat()
    received = Event(EventType.RECEIVED, today, data={"channel": Channel.ONLINE.value, "submitted_on": day})
    try:
        reply = compute([received], clocks.calendar(), clocks.parameters()).running("reply")
    except CalendarMissing:
        return None
    return ExpectedReply(reply.due_on, reply.provisional, reply.time_limit) if reply else None
