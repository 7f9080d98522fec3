"""Clocks of public participation in decisions (重大行政决策): public comment and hearings.

Articles: 重大行政决策程序暂行条例第十五条、第十六条. None needs a calendar, since none is moved off an off day.
"""

from collections.abc import Sequence
from datetime import timedelta

from app.law.clock import Clock, ClockKind, ClockState, Unit
from app.law.events import Event, EventType
from app.law.parameters import ByDay


def participation_clocks(events: Sequence[Event], parameters: ByDay) -> list[Clock]:
    """All of them, in the order of events."""
    clocks: list[Clock] = []
    for number, event in enumerate(events):
        if event.type is EventType.CONSULTATION_PUBLIC_OPENED:
            clocks.append(_public_comment(event, str(number), parameters))
        elif event.type is EventType.HEARING_SET:
            clocks.append(_hearing_material(event, str(number), parameters))
    return clocks


def _public_comment(event: Event, key: str, parameters: ByDay) -> Clock:
    """第十五条：at least thirty days; the last one is still open for comments. A minimum, so never moved."""
    shortest = parameters.on(event.day).value("public_comment_min_days")
    days = max(shortest, event.get("days", shortest))
    return Clock(
        kind=ClockKind.PUBLIC_COMMENT,
        key=key,
        started_on=event.day,
        due_on=event.day + timedelta(days=days),
        state=ClockState.RUNNING,
        article="重大行政决策程序暂行条例第十五条",
        time_limit=days,
        unit=Unit.NATURAL_DAY,
        holder="public",
        optional=True,
    )


def _hearing_material(event: Event, key: str, parameters: ByDay) -> Clock:
    """第十六条：material reaches the participants seven days ahead, the day of the hearing not counted."""
    days = parameters.on(event.day).value("hearing_material_days")
    return Clock(
        kind=ClockKind.HEARING_MATERIAL,
        key=key,
        started_on=event.day,
        due_on=event.get("hearing_on") - timedelta(days=days),
        state=ClockState.RUNNING,
        article="重大行政决策程序暂行条例第十六条",
        time_limit=days,
        unit=Unit.NATURAL_DAY,
    )
