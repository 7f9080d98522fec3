"""All clocks of a case (期限), computed from its events by one pure function."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.law.answered_clocks import answered_clocks
from app.law.calendar import WorkCalendar
from app.law.clock import Clock, ClockKind, ClockState, ExcludedSpan, Unit
from app.law.concern_clocks import concern_clocks
from app.law.discontinuing import ended_for_want_of_matter, told_as_withdrawn
from app.law.events import Event, EventType, in_order
from app.law.following import follow
from app.law.parameters import ByDay
from app.law.participation_clocks import participation_clocks
from app.law.pauses import consultations
from app.law.progress import Progress
from app.law.remedy_clocks import remedy_clocks
from app.law.reply_clock import TermCount, count_term, extension_verdict, reply_clock
from app.law.request_clocks import (
    clarification_clock,
    clarification_notice_clock,
    consultation_clocks,
    payment_clocks,
    redo_clocks,
)
from app.law.results import results_of

__all__ = [
    "Clock",
    "ClockKind",
    "ClockState",
    "Clocks",
    "Event",
    "EventType",
    "ExcludedSpan",
    "Unit",
    "compute",
]


@dataclass(frozen=True)
class Clocks:
    """Every clock of a case and where the case stands; `progress` is what the events add up to."""

    clocks: tuple[Clock, ...]
    progress: Progress
    extension_valid: bool | None = None

    def __iter__(self) -> Iterator[Clock]:
        return iter(self.clocks)

    def of_kind(self, kind: ClockKind | str) -> list[Clock]:
        return [clock for clock in self.clocks if clock.kind == kind]

    def running(self, kind: ClockKind | str) -> Clock | None:
        """The live clock of a kind (running or paused), the latest when there are several."""
        return next((clock for clock in reversed(self.clocks) if clock.kind == kind and clock.is_live), None)

    @property
    def reply(self) -> Clock | None:
        """The reply clock in force, also after the reply; None while awaiting, withdrawn or not received."""
        current = self.progress.current
        if current is None:
            return None
        return self.of_kind(ClockKind.REPLY)[self.progress.terms.index(current)]

    @property
    def provisional(self) -> bool:
        """Whether any time limit in force rests on a year without its notice."""
        return any(clock.provisional for clock in self.clocks if clock_counts(clock, self.progress))

    def results(self) -> dict:
        """The days in plain form, by the names of the check files; None where there is no such limit."""
        return results_of(self)


def clock_counts(clock: Clock, progress: Progress) -> bool:
    """A clock that the withdrawal ended is no result any more."""
    return progress.withdrawn_on is None or clock.state is not ClockState.VOID


def compute(events: Iterable[Event], calendar: WorkCalendar, parameters: ByDay) -> Clocks:
    """Every clock of a case. Raises CalendarMissing when a year is unknown, InvalidInput for bad events.

    Each clock is counted with the parameters in force on the day on which it starts.
    """
    ordered = in_order(events)
    found = _compute(ordered, calendar, parameters)
    if not any(clock.provisional for clock in found):
        return found
    cautious = _compute(ordered, calendar.cautious(), parameters)
    earliest = {(clock.kind, clock.key): clock.due_on for clock in cautious}
    return replace(found, clocks=tuple(_with_cautious_day(clock, earliest) for clock in found))


def _with_cautious_day(clock: Clock, earliest: dict) -> Clock:
    if not clock.provisional:
        return clock
    cautious = earliest.get((clock.kind, clock.key), clock.due_on)
    return replace(clock, cautious_due_on=min(clock.due_on, cautious))


def _compute(events: Sequence[Event], calendar: WorkCalendar, parameters: ByDay) -> Clocks:
    progress = follow(events, calendar, parameters)
    counts = [count_term(term, events, calendar, parameters) for term in progress.terms]
    clocks = _reply_clocks(progress, counts, calendar)
    clocks += clarification_notice_clock(progress, calendar, parameters)
    clocks += clarification_clock(progress, calendar)
    letters = consultations(events, calendar, parameters)
    clocks += consultation_clocks(letters, progress, calendar, parameters)
    clocks += payment_clocks(progress, calendar)
    clocks += redo_clocks(progress, calendar)
    clocks += answered_clocks(events, calendar, parameters, withdrawn=progress.withdrawn_on is not None)
    clocks += remedy_clocks(events, calendar, parameters)
    clocks += participation_clocks(events, parameters)
    clocks += concern_clocks(events, parameters)
    ended = ended_for_want_of_matter(told_as_withdrawn(clocks, events), events)
    return Clocks(ended, progress, extension_verdict(progress, counts))


def _reply_clocks(progress: Progress, counts: Sequence[TermCount], calendar: WorkCalendar) -> list[Clock]:
    numbered = enumerate(zip(progress.terms, counts, strict=True), start=1)
    return [reply_clock(term, number, count, calendar) for number, (term, count) in numbered]
