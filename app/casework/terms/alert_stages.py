"""Which reminders of a clock are due by a day: due soon, due today, overdue; and chasing open consultations.

All stages that were passed are named, so that a sweep after days of silence loses none. The unique key of the
alert table makes each of them happen once.
"""

from datetime import date, timedelta

from app.casework.models import CaseClock
from app.law.alerts import DUE_SOON_WITHIN, AlertLevel, alert_level
from app.law.calendar import WorkCalendar
from app.law.clock import ClockKind
from app.law.errors import CalendarMissing

LAPSED = "lapsed"
CHASE = "chase_"
WITHOUT_CALENDAR = timedelta(days=14)
CHASE_EVERY = 5  # working days, while a consultation is out and the reply clock stands still

LIVE_STATES = ("running", "paused", "missed")
OF_THE_APPLICANT = (ClockKind.CLARIFICATION, ClockKind.PAYMENT)
"""The office waits; only the end of the period is its business."""
UNALERTED = (
    ClockKind.CLARIFICATION_NOTICE, ClockKind.RECONSIDERATION, ClockKind.LITIGATION, ClockKind.PUBLIC_COMMENT,
)  # fmt: skip
"""Chances and rights, which nobody can miss."""

STAGE_WORDS = {
    AlertLevel.DUE_SOON: "临期", AlertLevel.DUE_TODAY: "今日到期", AlertLevel.OVERDUE: "超期", LAPSED: "期满",
}  # fmt: skip
_UP_TO = {
    AlertLevel.DUE_SOON: (AlertLevel.DUE_SOON,),
    AlertLevel.DUE_TODAY: (AlertLevel.DUE_SOON, AlertLevel.DUE_TODAY),
    AlertLevel.OVERDUE: (AlertLevel.DUE_SOON, AlertLevel.DUE_TODAY, AlertLevel.OVERDUE),
}


def horizon(today: date, calendar: WorkCalendar) -> date:
    """The last due day that can concern a sweep of today."""
    try:
        return calendar.add_working_days(today, DUE_SOON_WITHIN + 1)
    except CalendarMissing:
        return today + WITHOUT_CALENDAR


def stages_passed(clock: CaseClock, today: date, calendar: WorkCalendar) -> list[str]:
    """The stages of this clock that should have been raised by today, earliest first."""
    if clock.kind in UNALERTED or clock.state not in LIVE_STATES:
        return []
    if clock.kind in OF_THE_APPLICANT:
        return [LAPSED] if today > clock.due_on else []
    chases = _chases(clock, today, calendar) if clock.kind == ClockKind.CONSULTATION else []
    return chases + [str(stage) for stage in _UP_TO.get(_level(clock.due_on, today, calendar), ())]


def stage_words(stage: str) -> str:
    """The stage in Chinese."""
    return "征求意见催办" if stage.startswith(CHASE) else STAGE_WORDS.get(stage, stage)


def is_for_supervisors(stage: str) -> bool:
    return stage == AlertLevel.OVERDUE


def _level(due_on: date, today: date, calendar: WorkCalendar) -> AlertLevel:
    """Without a calendar for the days between, a day within a fortnight is near: rather early than never."""
    try:
        return alert_level(due_on, today, calendar)
    except CalendarMissing:
        return AlertLevel.DUE_SOON if due_on - today <= WITHOUT_CALENDAR else AlertLevel.ON_TIME


def _chases(clock: CaseClock, today: date, calendar: WorkCalendar) -> list[str]:
    try:
        waited = calendar.working_days_between(clock.started_on, min(today, clock.due_on))
    except CalendarMissing:
        return []
    return [f"{CHASE}{days}" for days in range(CHASE_EVERY, waited + 1, CHASE_EVERY)]
