"""Clocks of answers to public concern (政务舆情): hours, which run day and night, over days off as well.

Articles: 国办发〔2016〕80号、61号.
"""

from collections.abc import Sequence
from datetime import timedelta

from app.law.clock import Clock, ClockKind, ClockState, Unit
from app.law.events import Event, EventType
from app.law.parameters import ByDay

_STATEMENT = EventType.CONCERN_STATEMENT_ISSUED
_CONCERN_LIMITS = {
    "major_emergency": (
        (ClockKind.FIRST_STATEMENT, "first_statement_hours", _STATEMENT, "国办发〔2016〕80号"),
        (
            ClockKind.PRESS_CONFERENCE,
            "press_conference_hours",
            EventType.PRESS_CONFERENCE_HELD,
            "国办发〔2016〕80号、国办发〔2016〕61号",
        ),
    ),
    "other": ((ClockKind.OPINION_RESPONSE, "opinion_response_hours", _STATEMENT, "国办发〔2016〕61号"),),
}


def concern_clocks(events: Sequence[Event], parameters: ByDay) -> list[Clock]:
    """All of them, in the order of events."""
    return [
        clock
        for number, event in enumerate(events)
        if event.type is EventType.PUBLIC_CONCERN_ARISEN
        for clock in _concern(event, str(number), events[number + 1 :], parameters)
    ]


def _concern(event: Event, key: str, later: Sequence[Event], parameters: ByDay) -> list[Clock]:
    return [
        _hour_clock(event, key, later, kind, parameters.on(event.day).value(parameter), done_by, article)
        for kind, parameter, done_by, article in _CONCERN_LIMITS[event.get("severity")]
    ]


def _hour_clock(
    event: Event,
    key: str,
    later: Sequence[Event],
    kind: ClockKind,
    hours: int,
    done_by: EventType,
    article: str,
) -> Clock:
    due_at = event.instant + timedelta(hours=hours)
    done = next((other for other in later if other.type is done_by), None)
    state = ClockState.RUNNING
    if done is not None:
        state = ClockState.MET if done.instant <= due_at else ClockState.MISSED
    return Clock(
        kind=kind,
        key=key,
        started_on=event.day,
        started_at=event.instant,
        due_on=due_at.date(),
        due_at=due_at,
        state=state,
        article=article,
        time_limit=hours,
        unit=Unit.HOUR,
        ended_on=done.day if done else None,
    )
