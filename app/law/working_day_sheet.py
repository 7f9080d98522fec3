"""A plain count of working days with its sheet: for whoever wants to know when a limit ends, without a case.

The day on which it starts never counts (民法典第二百零一条); days of a stop (停止计算) do not count.
"""

from datetime import date

from app.law.calendar import ONE_DAY, WorkCalendar
from app.law.clock import Clock, ClockKind, ClockState, ExcludedSpan
from app.law.counting import count_working_days
from app.law.errors import InvalidInput
from app.law.explanation import Explanation, explain

STOPPED = "停止计算"


def working_day_sheet(
    start: date, count: int, stop: tuple[date, date] | None, calendar: WorkCalendar
) -> Explanation:
    """The sheet of `count` working days after `start`. `stop`: its first and last day, both left out.

    Raises InvalidInput for a stop that ends before it begins, CalendarMissing for a year that is not known.
    """
    if stop and stop[1] < stop[0]:
        raise InvalidInput(fields={"stopped_until": "停止计算的末日早于首日"})
    spans = (ExcludedSpan(stop[0] - ONE_DAY, stop[1], STOPPED),) if stop else ()
    calendar.year(start.year)
    counted = count_working_days(start, count, calendar, spans)
    clock = Clock(
        kind=ClockKind.REPLY, key="", started_on=start, due_on=counted[-1], state=ClockState.RUNNING, article="",
        time_limit=count, excluded=spans, counted=counted,
        provisional=calendar.is_provisional_between(start, counted[-1]),
    )  # fmt: skip
    return explain(clock, calendar)
