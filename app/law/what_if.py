"""What would become of the limits of a case: an extension, a consultation, a notice that asks for more.

条例第三十条（补正，自收到补正之日起重新计算）、第三十二条、第三十三条（延期、征求意见不计入）. Nothing is recorded.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.law.calendar import WorkCalendar
from app.law.clock import Clock
from app.law.clocks import Clocks, compute
from app.law.events import Event, EventType
from app.law.parameters import ByDay


class Supposed(StrEnum):
    """What may be supposed."""

    EXTENSION = "extension"
    CONSULTATION = "consultation"
    NOTICE = "notice"


SUPPOSED_WORDS: Mapping[Supposed, str] = {
    Supposed.EXTENSION: "发出延期通知",
    Supposed.CONSULTATION: "发出征求意见函，当日送达",
    Supposed.NOTICE: "发出补正通知",
}
_ID = "what-if"


@dataclass(frozen=True)
class Outcome:
    """One limit, as it is and as it would be; None: there is none then."""

    title: str
    before: Clock | None
    after: Clock | None

    @property
    def is_changed(self) -> bool:
        return (self.before and self.before.due_at) != (self.after and self.after.due_at)


def what_if(
    events: Iterable[Event], what: Supposed, on: date, days: int, calendar: WorkCalendar, parameters: ByDay
) -> tuple[list[Outcome], bool | None]:
    """Every limit that runs now or then, and whether the extension would be in order (None: none is supposed).

    `days`: working days of the extension. Raises InvalidEvent, CalendarMissing.
    """
    known = list(events)
    now, then = (
        compute(known, calendar, parameters),
        compute([*known, *_events(what, on, days)], calendar, parameters),
    )
    before, after = _live(now), _live(then)
    outcomes = [Outcome((after.get(place) or before[place]).title, before.get(place), after.get(place))
                for place in dict.fromkeys((*before, *after))]  # fmt: skip
    return outcomes, then.extension_valid if what is Supposed.EXTENSION else None


def _live(found: Clocks) -> dict[tuple[str, str], Clock]:
    return {(clock.kind, clock.key): clock for clock in found if clock.is_live}


def _events(what: Supposed, on: date, days: int) -> list[Event]:
    match what:
        case Supposed.EXTENSION:
            return [Event(EventType.EXTENSION_NOTICE_SENT, on, data={"days": days})]
        case Supposed.NOTICE:
            return [Event(EventType.CLARIFICATION_NOTICE_SENT, on)]
    letter = {"id": _ID, "party": "third_party"}
    return [
        Event(EventType.CONSULTATION_SENT, on, data=letter),
        Event(EventType.CONSULTATION_RECEIVED_BY_PARTY, on, data=letter),
    ]
