"""A matter that was none (强制办结 of what was registered twice or by mistake): nothing was owed under any limit.

So no limit of it is met or missed: those that still run are void from that day, however late it was by then.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.law.clock import Clock, ClockState
from app.law.events import Event, EventType, first_day

WHY = "重复登记或者误登记，终止办理"


def ended_for_want_of_matter(clocks: Iterable[Clock], events: Sequence[Event]) -> tuple[Clock, ...]:
    """The clocks as they are, but none of them live once the matter is known to be none."""
    day = first_day(events, EventType.DISCONTINUED)
    if day is None:
        return tuple(clocks)
    return tuple(
        replace(clock, state=ClockState.VOID, ended_on=day, ended_by=WHY) if clock.is_live else clock
        for clock in clocks
    )
