"""A case's clock as people read it: lamp, ring, rows, and the 期限计算单."""

from dataclasses import dataclass
from datetime import date

from app.casework.models import Case, WorkItem
from app.casework.models.cases import ClockState
from app.casework.terms import clocks
from app.law.calendar import WorkCalendar
from app.law.clock import Clock
from app.law.explanation import Explanation, explain

SOON_WITHIN = 3
WAITING_WORDS = {"clarification": "等待补正", "payment": "等待缴费"}


@dataclass(frozen=True)
class Lamp:
    """Level (colour and shape) and words, e.g. due_soon 剩 2 个工作日."""

    level: str
    words: str
    days: int | None = None


@dataclass(frozen=True)
class ClockView:
    """The running clock of a case on a day."""

    lamp: Lamp
    clock: Clock | None
    used: int = 0
    left: int = 0
    limit: int = 0
    excluded: int = 0
    is_provisional: bool = False


def lamp_of(case: Case, today: date, calendar: WorkCalendar) -> Lamp:
    """The lamp of a case from its projected due day; no clock is computed (lists)."""
    if case.clock_state == ClockState.NONE:
        return Lamp("none", "无期限")
    if case.clock_state == ClockState.WAITING:
        return Lamp("paused", WAITING_WORDS.get(case.due_kind or "", "等待补正"))
    if case.clock_state == ClockState.STOPPED or case.due_on is None:
        return Lamp("done", "已终止计时")
    if case.clock_state == ClockState.PAUSED:
        return Lamp("paused", "暂停计时")
    return _running_lamp(case.due_on, today, calendar)


def _running_lamp(due_on: date, today: date, calendar: WorkCalendar) -> Lamp:
    if today > due_on:
        days = calendar.working_days_between(due_on, today)
        return Lamp("overdue", f"超期 {days} 个工作日" if days else "已过期限", days)
    if today == due_on:
        return Lamp("today", "今日到期", 0)
    days = calendar.working_days_between(today, due_on)
    return Lamp("due_soon" if days <= SOON_WITHIN else "on_time", f"剩 {days} 个工作日", days)


def share_used(case: Case, today: date, calendar: WorkCalendar) -> float:
    """How much of the time since receipt is gone, 0 to 1 (for the bar in lists)."""
    if case.received_on is None or case.due_on is None:
        return 0.0
    whole = calendar.working_days_between(case.received_on, case.due_on)
    gone = calendar.working_days_between(case.received_on, min(today, case.due_on))
    return 1.0 if whole == 0 else min(1.0, gone / whole)


def clock_view(case: Case, today: date) -> ClockView:
    """The clock that matters now, in figures."""
    calendar = clocks.calendar()
    lamp, clock = lamp_of(case, today, calendar), clocks.current_clock(clocks.clocks_of(case))
    if clock is None or not case.is_open:
        return ClockView(lamp, None)
    return ClockView(
        lamp, clock, clock.days_used(today), clock.days_left(today), clock.time_limit + clock.extension_days,
        sum(calendar.working_days_between(span.after, span.until) for span in clock.excluded), clock.provisional,
    )  # fmt: skip


def explanations_of(case: Case) -> list[tuple[Clock, Explanation]]:
    """期限计算单: every clock of the case, day by day, with the reason for each day."""
    calendar = clocks.calendar()
    return [(clock, explain(clock, calendar)) for clock in clocks.clocks_of(case).clocks]


def lamps_of(items: list[WorkItem], today: date) -> dict[str, Lamp]:
    """The lamps of a list of items, by item id."""
    calendar = clocks.calendar()
    return {item.id: lamp_of(item.case, today, calendar) for item in items}
