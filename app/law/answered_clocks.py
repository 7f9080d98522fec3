"""Clocks that one event starts and the next of another type ends: reasons, corrections, publishing, co-signing …"""

from collections.abc import Sequence

from app.law.calendar import WorkCalendar
from app.law.clock import Clock, ClockKind
from app.law.counting import count_working_days
from app.law.events import Event, EventType
from app.law.parameters import ByDay
from app.law.request_clocks import settled, working_day_clock


def answered_clocks(
    events: Sequence[Event], calendar: WorkCalendar, parameters: ByDay, withdrawn: bool
) -> list[Clock]:
    """One clock for each event that starts one, ended by the next event that answers it."""
    clocks = []
    for opened, closed, kind, parameter, article, holder in _ANSWERED:
        starts = [number for number, event in enumerate(events) if event.type is opened]
        for key, number in enumerate(starts, start=1):
            done_on = next((event.day for event in events[number:] if event.type is closed), None)
            default = parameters.on(events[number].day).value(parameter)
            limit = events[number].get("period_working_days", default)
            due_on = count_working_days(events[number].day, limit, calendar)[-1]
            clocks.append(
                working_day_clock(
                    kind,
                    str(key),
                    events[number].day,
                    limit,
                    calendar,
                    article=article,
                    holder=holder,
                    state=settled(done_on, due_on, void=withdrawn),
                    ended_on=done_on,
                )
            )
    return clocks


_ANSWERED = (
    (
        EventType.REASON_REQUESTED,
        EventType.REASON_RECEIVED,
        ClockKind.REASON,
        "reason_period_working_days",
        "条例第三十五条",
        "applicant",
    ),
    (
        EventType.CORRECTION_REQUESTED,
        EventType.CORRECTION_ANSWERED,
        ClockKind.CORRECTION,
        "correction_working_days",
        "条例第四十一条",
        "organ",
    ),
    (
        EventType.PROACTIVE_INFORMATION_FORMED,
        EventType.INFORMATION_PUBLISHED,
        ClockKind.PUBLISH,
        "proactive_publish_working_days",
        "条例第二十六条",
        "organ",
    ),
    (
        EventType.POLICY_PUBLISHED,
        EventType.FURTHER_FORMS_PUBLISHED,
        ClockKind.FURTHER_FORMS,
        "interpretation_publish_delay_max_working_days",
        "云政办发〔2023〕13号第七条",
        "organ",
    ),
    (
        EventType.CO_SIGNING_SENT,
        EventType.CO_SIGNING_DONE,
        ClockKind.CO_SIGNING,
        "co_signing_working_days",
        "云政办发〔2023〕13号第七条",
        "organ",
    ),
)
