"""Clocks of other work: public comment and hearings (重大行政决策), answers to public concern (政务舆情).

Articles: 重大行政决策程序暂行条例第十五条、第十六条；国办发〔2016〕80号、61号. Hours run day and night.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from app.law.calendar import WorkCalendar
from app.law.clock import Clock, ClockKind, ClockState, Unit
from app.law.events import OFFICE_OFFSET, Event, EventType
from app.law.parameters import Parameters

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


def decision_clocks(events: Sequence[Event], parameters: Parameters) -> list[Clock]:
    """All of them, in the order of events; none needs a calendar, since none is moved off an off day."""
    clocks: list[Clock] = []
    for number, event in enumerate(events):
        if event.type is EventType.CONSULTATION_PUBLIC_OPENED:
            clocks.append(_public_comment(event, str(number), parameters))
        elif event.type is EventType.HEARING_SET:
            clocks.append(_hearing_material(event, str(number), parameters))
        elif event.type is EventType.PUBLIC_CONCERN_ARISEN:
            clocks += _concern(event, str(number), events[number + 1 :], parameters)
    return clocks


def _public_comment(event: Event, key: str, parameters: Parameters) -> Clock:
    """第十五条：at least thirty days; the last one is still open for comments. A minimum, so never moved."""
    shortest = parameters.value("public_comment_min_days")
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


def suggested_close_on(clock: Clock, calendar: WorkCalendar) -> date:
    """The day to propose for closing public comment: the first working day from the earliest on."""
    return calendar.next_working_day(clock.due_on)


def _hearing_material(event: Event, key: str, parameters: Parameters) -> Clock:
    """第十六条：material reaches the participants seven days ahead, the day of the hearing not counted."""
    days = parameters.value("hearing_material_days")
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


def _concern(event: Event, key: str, later: Sequence[Event], parameters: Parameters) -> list[Clock]:
    clocks = []
    for kind, parameter, done_by, article in _CONCERN_LIMITS[event.get("severity")]:
        hours = parameters.value(parameter)
        due_at = event.instant + timedelta(hours=hours)
        done = next((other for other in later if other.type is done_by), None)
        state = ClockState.RUNNING
        if done is not None:
            state = ClockState.MET if done.instant <= due_at else ClockState.MISSED
        clocks.append(
            Clock(
                kind=kind,
                key=key,
                started_on=event.day,
                due_on=due_at.astimezone(OFFICE_OFFSET).date(),
                state=state,
                article=article,
                time_limit=hours,
                unit=Unit.HOUR,
                due_at=due_at,
                ended_on=done.day if done else None,
            )
        )
    return clocks
