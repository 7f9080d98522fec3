"""What moves when the calendar changes: the clocks of given events under the old and the new calendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.law.calendar import WorkCalendar
from app.law.clock import Clock, ClockKind
from app.law.clocks import compute
from app.law.events import Event
from app.law.parameters import ByDay


@dataclass(frozen=True)
class MovedClock:
    """One clock whose due day, or provisional mark, changed. A side is None where the clock did not exist."""

    kind: ClockKind
    key: str
    title: str
    before: date | None
    after: date | None
    was_provisional: bool
    is_provisional: bool

    @property
    def moved(self) -> bool:
        """Whether the day itself changed."""
        return self.before != self.after


def moved_clocks(
    events: Iterable[Event], old: WorkCalendar, new: WorkCalendar, parameters: ByDay
) -> list[MovedClock]:
    """Every clock of one case that comes out differently. Raises CalendarMissing."""
    recorded = list(events)
    before = {(clock.kind, clock.key): clock for clock in compute(recorded, old, parameters)}
    after = {(clock.kind, clock.key): clock for clock in compute(recorded, new, parameters)}
    changes = (_change(before.get(key), after.get(key)) for key in {**before, **after})
    return [change for change in changes if change is not None]


def _change(old: Clock | None, new: Clock | None) -> MovedClock | None:
    known = new or old
    if known is None or (old and new and (old.due_on, old.provisional) == (new.due_on, new.provisional)):
        return None
    return MovedClock(
        known.kind,
        known.key,
        known.title,
        old.due_on if old else None,
        new.due_on if new else None,
        old.provisional if old else False,
        new.provisional if new else False,
    )
