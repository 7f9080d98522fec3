"""What ends limits before their time: a withdrawal, and that a matter was none.

Of a withdrawal each limit that still ran says so; one that had run out before keeps its day.
A matter that was none (强制办结 of what was registered twice or by mistake): nothing was owed under any limit, so no
limit of it is met or missed: those that still run are void from that day, however late it was by then.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from app.law.clock import Clock, ClockState
from app.law.events import Event, EventType, first_day

WITHDRAWN = "申请人撤回"
WHY = "重复登记或者误登记，终止办理"


def told_as_withdrawn(clocks: Iterable[Clock], events: Sequence[Event]) -> tuple[Clock, ...]:
    """The clocks, those that the withdrawal ended within their time with its day and cause for the sheet."""
    day = first_day(events, EventType.WITHDRAWN)
    if day is None:
        return tuple(clocks)
    return tuple(
        replace(clock, ended_on=day, ended_by=WITHDRAWN) if _ended_with_it(clock, day) else clock
        for clock in clocks
    )


def _ended_with_it(clock: Clock, withdrawn_on: date) -> bool:
    return clock.state is ClockState.VOID and clock.ended_on is None and withdrawn_on <= clock.due_on


def ended_for_want_of_matter(clocks: Iterable[Clock], events: Sequence[Event]) -> tuple[Clock, ...]:
    """The clocks as they are, but none of them live once the matter is known to be none."""
    day = first_day(events, EventType.DISCONTINUED)
    if day is None:
        return tuple(clocks)
    return tuple(
        replace(clock, state=ClockState.VOID, ended_on=day, ended_by=WHY) if clock.is_live else clock
        for clock in clocks
    )
