"""How near a due day is (预警): one level per day, by working days left."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from app.law.calendar import WorkCalendar
from app.law.clock import Clock, ClockState

DUE_SOON_WITHIN = 3  # working days: urge the clerk
DUE_NEAR_WITHIN = 7  # working days: remind the clerk


class AlertLevel(StrEnum):
    """From calm to late. Values are stored, so never renamed."""

    ON_TIME = "on_time"
    PAUSED = "paused"
    DUE_NEAR = "due_near"
    DUE_SOON = "due_soon"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"


LEVEL_WORDS: Mapping[AlertLevel, str] = {
    AlertLevel.ON_TIME: "正常",
    AlertLevel.PAUSED: "暂停计时",
    AlertLevel.DUE_NEAR: "提醒",
    AlertLevel.DUE_SOON: "临期",
    AlertLevel.DUE_TODAY: "今日到期",
    AlertLevel.OVERDUE: "超期",
}


def alert_level(due_on: date, today: date, calendar: WorkCalendar) -> AlertLevel:
    """The level of a due day. A due day before which no working day is left counts as due today."""
    if today > due_on:
        return AlertLevel.OVERDUE
    days_left = calendar.working_days_between(after=today, until=due_on)
    if days_left == 0:
        return AlertLevel.DUE_TODAY
    if days_left <= DUE_SOON_WITHIN:
        return AlertLevel.DUE_SOON
    return AlertLevel.DUE_NEAR if days_left <= DUE_NEAR_WITHIN else AlertLevel.ON_TIME


def clock_alert(clock: Clock, today: date, calendar: WorkCalendar) -> AlertLevel | None:
    """The level of a live clock, None for an ended one. Provisional clocks warn by their earliest day."""
    if not clock.is_live:
        return None
    if clock.is_paused(today):
        return AlertLevel.PAUSED
    warn_on = clock.cautious_due_on or clock.due_on
    level = alert_level(warn_on, today, calendar)
    if level is AlertLevel.OVERDUE and clock.state_on(today) is not ClockState.MISSED:
        return AlertLevel.DUE_TODAY if not clock.optional else None
    return level
