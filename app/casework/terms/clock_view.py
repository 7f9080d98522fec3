"""A case's clock as people read it: lamp, ring, rows, and the 期限计算单."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from app.casework.contract.platform import words_of
from app.casework.contract.words import Words
from app.casework.models import Case, CaseClock, ClockEvent
from app.casework.models.cases import CaseState
from app.casework.models.listed import AnyCase
from app.casework.terms import clocks, moments
from app.casework.terms.event_proofs import Proof, proofs_of
from app.casework.terms.moments import Phase
from app.database import db
from app.law.calendar import WorkCalendar
from app.law.clock import Clock, Unit
from app.law.event_words import words_of_event
from app.law.explanation import Explanation, explain
from app.law.office_time import ONE_HOUR, office_day

WAITS = "等待中"  # for what a card gives no words
ONE_MINUTE = timedelta(minutes=1)
LEVELS = {
    Phase.NONE: "none", Phase.ENDED: "done", Phase.WAITING: "paused", Phase.PAUSED: "paused", Phase.OVERDUE: "overdue",
    Phase.DUE_TODAY: "today", Phase.DUE_SOON: "due_soon", Phase.ON_TIME: "on_time",
}  # fmt: skip


@dataclass(frozen=True)
class Lamp:
    """Level (colour and shape) and words, e.g. due_soon 剩 2 个工作日, and the number in them."""

    level: str
    words: str
    days: int | None = None


@dataclass(frozen=True)
class ClockView:
    """The running clock of a case at an instant; the figures are in `unit` (个工作日, 小时)."""

    lamp: Lamp
    clock: Clock | None
    used: int = 0
    left: int = 0
    limit: int = 0
    excluded: int = 0
    is_provisional: bool = False
    unit: str = "个工作日"


def lamp_of(case: AnyCase, now: datetime, calendar: WorkCalendar) -> Lamp:
    """The lamp of a case from its projected moments; no clock is computed (lists)."""
    phase = moments.of_case(case, now)
    words, number = _words(case, phase, now, calendar)
    return Lamp(LEVELS[phase], words, number)


def lamp_of_clock(clock: CaseClock, now: datetime, calendar: WorkCalendar) -> Lamp:
    """The same of one projected clock by itself. Raises CalendarMissing."""
    phase = moments.of_row(clock, now)
    if phase not in (Phase.OVERDUE, Phase.DUE_TODAY, Phase.DUE_SOON, Phase.ON_TIME):
        return Lamp(LEVELS.get(phase, "overdue"), moments.PHASE_WORDS[phase])
    in_hours = clock.due_unit == Unit.HOUR
    words, number = _in_hours(clock, phase, now) if in_hours else _in_days(clock, phase, now, calendar)
    return Lamp(LEVELS[phase], words, number)


def _words(case: AnyCase, phase: Phase, now: datetime, calendar: WorkCalendar) -> tuple[str, int | None]:
    match phase:
        case Phase.NONE:
            is_awaited = case.received_on is None and bool(clocks.terms_of(case).leading)
            return _awaits(words_of(case)) if is_awaited else "无期限", None
        case Phase.ENDED:
            return "已撤回" if case.state == CaseState.WITHDRAWN else "计时结束", None
        case Phase.WAITING:
            return _waits(case, office_day(now)), None
        case Phase.PAUSED:
            return "暂停计时", None
    if case.due_unit == Unit.HOUR:
        return _in_hours(case, phase, now)
    return _in_days(case, phase, now, calendar)


def _awaits(words: Words) -> str:
    return words.awaited or f"{words.received}日待确认"


def _waits(case: AnyCase, today: date) -> str:
    """What is waited for; after its last day it is for the office to say whether it came."""
    words = clocks.terms_of(case).waiting.get(case.due_kind or "", "")
    if case.due_on is not None and case.due_on < today:
        return f"{words or '等待'}期满"
    return words or WAITS


def _in_hours(case: AnyCase | CaseClock, phase: Phase, now: datetime) -> tuple[str, int]:
    assert case.due_at is not None
    apart = abs(case.due_at - now)
    said = "逾期" if phase is Phase.OVERDUE else "剩"
    if apart >= ONE_HOUR:
        return f"{said} {apart // ONE_HOUR} 小时", apart // ONE_HOUR
    minutes = apart // ONE_MINUTE
    return (f"{said} {minutes} 分钟" if minutes else "已过期限" if said == "逾期" else "剩不到 1 分钟"), 0


def _in_days(
    case: AnyCase | CaseClock, phase: Phase, now: datetime, calendar: WorkCalendar
) -> tuple[str, int]:
    assert case.due_on is not None
    today = office_day(now)
    if phase is Phase.OVERDUE:
        days = calendar.working_days_between(case.due_on, today)
        return (f"逾期 {days} 个工作日" if days else "已过期限"), days
    days = calendar.working_days_between(today, case.due_on)
    if phase is not Phase.DUE_TODAY:
        return f"剩 {days} 个工作日", days
    if today == case.due_on:
        return "今日到期", 0
    return ("最早今日到期" if days else "今后无工作日"), days


def share_used(case: AnyCase, now: datetime, calendar: WorkCalendar) -> float:
    """How much of the time since receipt is gone, 0 to 1 (for the bar in lists)."""
    if case.due_on is None:
        return 0.0
    if case.due_unit == Unit.HOUR and case.due_at is not None:
        whole, gone = case.due_at - case.opened_at, now - case.opened_at
        return max(0.0, min(1.0, gone / whole)) if whole > timedelta() else 1.0
    if case.received_on is None:
        return 0.0
    days = calendar.working_days_between(case.received_on, case.due_on)
    used = calendar.working_days_between(case.received_on, min(office_day(now), case.due_on))
    return 1.0 if days == 0 else max(0.0, min(1.0, used / days))


def clock_view(case: Case, now: datetime) -> ClockView:
    """The clock that leads, in figures of its own unit."""
    calendar = clocks.calendar_of(case)
    lamp = lamp_of(case, now, calendar)
    clock = clocks.leading_clock(clocks.clocks_of(case), clocks.terms_of(case)) if case.is_open else None
    if clock is None:
        return ClockView(lamp, None)
    return ClockView(
        lamp, clock, clock.used(now), clock.left(now), clock.time_limit + clock.extension_days,
        sum(calendar.working_days_between(span.after, span.until) for span in clock.excluded), clock.provisional,
        unit_words(clock.unit),
    )  # fmt: skip


@dataclass(frozen=True)
class Figures:
    """Used, limit and left of a clock in one unit; what is past due counts negative in `left`."""

    used: int
    limit: int
    left: int
    unit: str


def figures_of(view: ClockView, now: datetime) -> Figures:
    """In the unit of the clock; for a limit in hours within the last and the first late hour in minutes, at least one:
    0 hours would be read as the whole of today."""
    assert view.clock is not None
    due_at, is_late = view.clock.due_at, view.lamp.level == "overdue"
    if view.clock.unit is not Unit.HOUR or due_at is None or abs(due_at - now) >= ONE_HOUR:
        return Figures(view.used, view.limit, -(view.lamp.days or 0) if is_late else view.left, view.unit)
    minutes = max(1, abs(due_at - now) // ONE_MINUTE)
    whole = view.limit * (ONE_HOUR // ONE_MINUTE)
    return Figures(whole if is_late else whole - minutes, whole, -minutes if is_late else minutes, "分钟")


def used_words(view: ClockView, now: datetime) -> str:
    """How much is gone; of a limit in hours to the minute, so that it adds up with what is left."""
    assert view.clock is not None
    if view.lamp.level == "overdue":
        return "已用完"
    if view.clock.unit is not Unit.HOUR or view.clock.due_at is None:
        return f"{view.used} {view.unit}"
    gone = view.limit * ONE_HOUR - (view.clock.due_at - now)
    hours, minutes = gone // ONE_HOUR, gone % ONE_HOUR // ONE_MINUTE
    return f"{hours} 小时 {minutes} 分钟" if hours else f"{minutes} 分钟"


def unit_words(unit: str | None) -> str:
    """个工作日 for every limit in days, 小时 for one in hours."""
    return "小时" if unit == Unit.HOUR else "个工作日"


def explanations_of(case: Case) -> list[tuple[Clock, Explanation]]:
    """期限计算单: every clock of the case, day by day, with the reason for each day."""
    calendar = clocks.calendar_of(case)
    return [(clock, explain(clock, calendar)) for clock in clocks.clocks_of(case).clocks]


@dataclass(frozen=True)
class RecordedEvent:
    """An event that the clocks are counted from: what happened when, when that was put on record, what proves it."""

    words: str
    on: date
    at: datetime | None
    recorded_at: datetime
    proofs: Sequence[Proof] = ()


def recorded_events(case: Case) -> list[RecordedEvent]:
    """The events of a case in their order, for below the 期限计算单."""
    query = (
        select(ClockEvent).where(ClockEvent.case_id == case.id).order_by(ClockEvent.on, ClockEvent.sequence)
    )
    rows = db.session.scalars(query).all()
    proofs = proofs_of(case, {row.recorded_at for row in rows})
    return [
        RecordedEvent(
            words_of_event(row.type, row.data),
            row.on,
            row.at,
            row.recorded_at,
            proofs.get(row.recorded_at, ()),
        )
        for row in rows
    ]
