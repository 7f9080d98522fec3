"""Clocks of answers to public concern (政务舆情): hours, which run day and night, over days off as well.

Articles: 国办发〔2016〕80号、61号. A severe emergency that is also talked about has arisen twice, as an emergency and
as a concern: then limits of 5, 24 and 48 hours run at once.
"""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from app.law.clock import Clock, ClockKind, ClockState, Unit
from app.law.events import Event, EventType
from app.law.parameters import ByDay

_STATEMENT = EventType.CONCERN_STATEMENT_ISSUED
_UNANSWERED = EventType.CONCERN_LEFT_UNANSWERED
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
_ENDED_BY = {
    "major_emergency": {_UNANSWERED: "研判为不予回应", EventType.CONCERN_DOWNGRADED: "等级降低"},
    "other": {_UNANSWERED: "研判为不予回应"},
}
PAPER_ARTICLE = "口头批准先行发布的，随后补办书面审批（本机关规定，未核对）"


def concern_clocks(events: Sequence[Event], parameters: ByDay) -> list[Clock]:
    """All of them, in the order of events."""
    return [
        clock
        for number, event in enumerate(events)
        if event.type is EventType.PUBLIC_CONCERN_ARISEN
        for clock in _concern(event, str(number), events[number + 1 :], parameters)
    ] + _paper_clocks(events, parameters)


def _concern(event: Event, key: str, later: Sequence[Event], parameters: ByDay) -> list[Clock]:
    severity = event.get("severity")
    make = partial(_hour_clock, event, key, parameters)
    voids = [(one, _ENDED_BY[severity][one.type]) for one in later if one.type in _ENDED_BY[severity]]
    return [
        make(kind, parameter, _done(kind, done_by, later), article, next(iter(voids), None))
        for kind, parameter, done_by, article in _CONCERN_LIMITS[severity]
    ]


def _done(kind: ClockKind, done_by: EventType, later: Sequence[Event]) -> Event | None:
    """What meets the limit. A first word that only tells of the event (`answers` is False) is no response yet."""
    return next(
        (
            one
            for one in later
            if one.type is done_by and (kind is not ClockKind.OPINION_RESPONSE or one.get("answers", True))
        ),
        None,
    )


def _paper_clocks(events: Sequence[Event], parameters: ByDay) -> list[Clock]:
    """What was approved by voice and published is approved on paper within a day."""
    return [
        _hour_clock(
            event, str(event.get("id")), parameters, ClockKind.APPROVAL_PAPER, "approval_paper_hours",
            _filed(event, events[number + 1 :]), PAPER_ARTICLE, None,
        )
        for number, event in enumerate(events)
        if event.type is EventType.ORAL_APPROVAL_GIVEN
    ]  # fmt: skip


def _filed(approval: Event, later: Sequence[Event]) -> Event | None:
    wanted = approval.get("id")
    return next(
        (one for one in later if one.type is EventType.APPROVAL_PAPER_FILED and one.get("id") == wanted), None
    )


def _hour_clock(
    event: Event, key: str, parameters: ByDay, kind: ClockKind, parameter: str, done: Event | None, article: str,
    void: tuple[Event, str] | None,
) -> Clock:  # fmt: skip
    hours = parameters.on(event.day).value(parameter)
    due_at, state, ended, why = event.instant + timedelta(hours=hours), ClockState.RUNNING, done, ""
    if done is not None and (void is None or done.instant <= void[0].instant):
        state = ClockState.MET if done.instant <= due_at else ClockState.MISSED
    elif void is not None:
        state, ended, why = ClockState.VOID, void[0], void[1]
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
        ended_on=ended.day if ended else None,
        ended_by=why,
    )
