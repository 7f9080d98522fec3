"""The applicant's time limits for reconsideration (行政复议) and litigation (行政诉讼).

Articles: 行政复议法第二十条、第二十三条；行政诉讼法第四十五条、第四十六条. Natural days and months; a last
day that is off moves to the next working day.
"""

from collections.abc import Sequence
from datetime import date

from app.law.calendar import WorkCalendar
from app.law.clock import Clock, ClockKind, Unit
from app.law.counting import add_months, months_due_day, natural_due_day
from app.law.events import Event, EventType, first_day
from app.law.parameters import ByDay
from app.law.request_clocks import settled


def remedy_clocks(events: Sequence[Event], calendar: WorkCalendar, parameters: ByDay) -> list[Clock]:
    """The clocks of the latest decision; a reconsideration decision makes six months fifteen days."""
    since = _since_latest_decision(_standing(events))
    decision = next((event for event in since if event.type is EventType.DECISION_DELIVERED), None)
    remedy_class = decision.get("remedy_class", "E") if decision else None
    if remedy_class in ("P", "N"):
        return []
    clocks = []
    if decision is not None:
        clocks.append(_reconsideration(decision, since, calendar, parameters))
    review = next((event for event in since if event.type is _REVIEWED), None)
    if review is not None:
        clocks.append(_after_reconsideration(review, since, calendar, parameters))
    elif decision is not None and remedy_class in ("E", "QE"):  # of QE: what is not the withheld part
        clocks.append(_direct_litigation(decision, since, calendar, parameters))
    return clocks


_REVIEWED = EventType.RECONSIDERATION_DECISION_RECEIVED
_OF_PROCEEDINGS = (EventType.RECONSIDERATION_APPLIED, EventType.LITIGATION_FILED, _REVIEWED)


def _standing(events: Sequence[Event]) -> list[Event]:
    """A later edition of the same proceeding (`id`) takes the place of the days that an earlier one stated."""
    newest: dict[str, int] = {}
    for event in events:
        if event.type in _OF_PROCEEDINGS and event.get("id"):
            newest[event.get("id")] = max(event.get("edition", 1), newest.get(event.get("id"), 1))
    return [
        event
        for event in events
        if event.type not in _OF_PROCEEDINGS
        or event.get("edition", 1) == newest.get(event.get("id"), event.get("edition", 1))
    ]


def is_corrected(event: Event, events: Sequence[Event]) -> bool:
    """Whether a later edition of the same proceeding is on record, which does not tell this any more."""
    edition = event.get("edition", 1)
    same = (one for one in events if one.type in _OF_PROCEEDINGS and one.get("id") == event.get("id"))
    return bool(event.get("id")) and any(one.get("edition", 1) > edition for one in same)


def _since_latest_decision(events: Sequence[Event]) -> Sequence[Event]:
    """The events from the latest delivery of a decision on; all of them when none was delivered."""
    numbers = [number for number, event in enumerate(events) if event.type is EventType.DECISION_DELIVERED]
    return events[numbers[-1] :] if numbers else events


def _reconsideration(
    decision: Event, since: Sequence[Event], calendar: WorkCalendar, parameters: ByDay
) -> Clock:
    """行政复议法第二十条：sixty days from the day on which the applicant got the decision."""
    days = parameters.on(decision.day).value("reconsideration_days")
    due_on = natural_due_day(decision.day, days, calendar)
    done_on = first_day(since, EventType.RECONSIDERATION_APPLIED)
    return _right(
        ClockKind.RECONSIDERATION,
        decision.day,
        due_on,
        days,
        Unit.NATURAL_DAY,
        "行政复议法第二十条",
        done_on,
        calendar,
    )


def _direct_litigation(
    decision: Event, since: Sequence[Event], calendar: WorkCalendar, parameters: ByDay
) -> Clock:
    months = parameters.on(decision.day).value("litigation_months")
    due_on = months_due_day(decision.day, months, calendar)
    done_on = first_day(since, EventType.LITIGATION_FILED)
    return _right(
        ClockKind.LITIGATION,
        decision.day,
        due_on,
        months,
        Unit.MONTH,
        "行政诉讼法第四十六条",
        done_on,
        calendar,
    )


def _after_reconsideration(
    review: Event, since: Sequence[Event], calendar: WorkCalendar, parameters: ByDay
) -> Clock:
    days = parameters.on(review.day).value("litigation_after_reconsideration_days")
    due_on = natural_due_day(review.day, days, calendar)
    done_on = first_day(since, EventType.LITIGATION_FILED)
    return _right(
        ClockKind.LITIGATION,
        review.day,
        due_on,
        days,
        Unit.NATURAL_DAY,
        "行政诉讼法第四十五条",
        done_on,
        calendar,
    )


def _right(
    kind: ClockKind,
    start: date,
    due_on: date,
    limit: int,
    unit: Unit,
    article: str,
    done_on: date | None,
    calendar: WorkCalendar,
) -> Clock:
    """A right of the applicant's: it ends, but nobody is overdue. Only the last day asks the calendar."""
    nominal = add_months(start, limit) if unit is Unit.MONTH else date.fromordinal(start.toordinal() + limit)
    return Clock(
        kind=kind,
        key="1",
        started_on=start,
        due_on=due_on,
        state=settled(done_on, due_on),
        article=article,
        time_limit=limit,
        unit=unit,
        ended_on=done_on,
        holder="applicant",
        optional=True,
        provisional=calendar.is_provisional_between(nominal, due_on),
    )
