"""The only place that says overdue, due today, near, paused, waiting, met or missed: by instant, in Python and in SQL.

Both forms read the same columns, which are projected from the clocks; a property test holds them together.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Date, and_, bindparam, false, or_
from sqlalchemy import case as sql_case

from app.casework.models import Case, CaseClock
from app.casework.models.cases import CaseState
from app.casework.models.cases import ClockState as CaseClockState
from app.casework.models.listed import AnyCase, ListedCase
from app.casework.models.moments import DueMoments
from app.database import UtcDateTime
from app.law.clock import Clock, ClockState
from app.law.office_time import office_day

Moments = DueMoments | ListedCase
NOW, TODAY = bindparam("now", type_=UtcDateTime()), bindparam("today", type_=Date())
"""The instant of a statement that is built once and asked often; `at` gives its parameters."""
Asked = datetime | BindParameter[datetime]
LIVE = (ClockState.RUNNING, ClockState.PAUSED)


class Phase(StrEnum):
    """Where a case, or one of its clocks, stands in time at an instant."""

    NONE = "none"  # 无期限
    ENDED = "ended"  # 已终止
    MET = "met"  # 按期完成
    MISSED = "missed"  # 逾期完成
    WAITING = "waiting"  # 等待外部
    PAUSED = "paused"  # 暂停计时
    ON_TIME = "on_time"  # 正常
    DUE_SOON = "due_soon"  # 临期
    DUE_TODAY = "due_today"  # 今日到期
    OVERDUE = "overdue"  # 逾期


STANDING_STILL = (Phase.PAUSED, Phase.WAITING)
PHASE_WORDS = {
    Phase.NONE: "无期限", Phase.ENDED: "已终止", Phase.MET: "按期完成", Phase.MISSED: "逾期", Phase.WAITING: "等待中",
    Phase.PAUSED: "暂停计时", Phase.ON_TIME: "计时中", Phase.DUE_SOON: "计时中", Phase.DUE_TODAY: "计时中",
    Phase.OVERDUE: "逾期",
}  # fmt: skip
_SETTLED_CASE = {CaseClockState.NONE: Phase.NONE, CaseClockState.WAITING: Phase.WAITING}
_SETTLED_CLOCK = {ClockState.MET: Phase.MET, ClockState.MISSED: Phase.MISSED, ClockState.VOID: Phase.ENDED}


def of_case(case: AnyCase, now: datetime) -> Phase:
    """The phase of a case; of one that is not open: whether it ever had a limit."""
    if not case.is_open:
        return Phase.NONE if case.clock_state == CaseClockState.NONE else Phase.ENDED
    if case.clock_state != CaseClockState.RUNNING or case.due_at is None:
        return _SETTLED_CASE.get(CaseClockState(case.clock_state), Phase.ENDED)
    return _of_running(case, now)


def owed_by(case: Case) -> date | None:
    """The day by which the office owes its act; None while it waits for somebody outside: then nobody is late."""
    return case.due_on if case.clock_state == CaseClockState.RUNNING else None


def of_row(clock: CaseClock, now: datetime) -> Phase:
    """The phase of a projected clock."""
    if clock.state not in LIVE or clock.due_at is None:
        return _SETTLED_CLOCK.get(ClockState(clock.state), Phase.ENDED)
    return _of_running(clock, now)


def of_clock(clock: Clock, now: datetime) -> Phase:
    """The phase of a clock as the law computes it; a right or chance that is over has ended, nobody missed it."""
    if not clock.is_live:
        return _SETTLED_CLOCK[clock.state]
    if now > clock.due_at:
        return Phase.ENDED if clock.optional else Phase.OVERDUE
    day = office_day(now)
    if clock.stands_still_on(day):
        return Phase.PAUSED
    return Phase.DUE_TODAY if day >= clock.due_on else Phase.ON_TIME


def _of_running(row: Moments, now: datetime) -> Phase:
    if (
        row.paused_from is not None
        and row.paused_until is not None
        and row.paused_from <= now < row.paused_until
    ):
        return Phase.PAUSED
    if is_past(row, now):
        return Phase.OVERDUE
    if is_last_day(row, now):
        return Phase.DUE_TODAY
    return Phase.DUE_SOON if is_near(row, now) else Phase.ON_TIME


def is_past(row: Moments, now: datetime) -> bool:
    """The last instant in time is over."""
    return row.due_at is not None and now > row.due_at


def is_last_day(row: Moments, now: datetime) -> bool:
    """The day on which it is due, or may be due, has come."""
    return row.last_day_on is not None and office_day(now) >= row.last_day_on


def is_near(row: Moments, now: datetime) -> bool:
    """The margin of its kind has begun."""
    return row.soon_at is not None and now >= row.soon_at


def at(now: datetime) -> dict[str, Any]:
    """The parameters of a statement that was built for NOW."""
    return {"now": now, "today": office_day(now)}


def _day(now: Asked) -> date | BindParameter[date]:
    return office_day(now) if isinstance(now, datetime) else TODAY


def past(model: type[DueMoments], now: Asked) -> ColumnElement[bool]:
    """`is_past` in SQL."""
    return and_(model.due_at.is_not(None), model.due_at < now)


def last_day(model: type[DueMoments], now: Asked) -> ColumnElement[bool]:
    """`is_last_day` in SQL."""
    return and_(model.last_day_on.is_not(None), model.last_day_on <= _day(now))


def near(model: type[DueMoments], now: Asked) -> ColumnElement[bool]:
    """`is_near` in SQL."""
    return and_(model.soon_at.is_not(None), model.soon_at <= now)


def cases_in(phase: Phase, now: Asked) -> ColumnElement[bool]:
    """`of_case(…) is phase` in SQL."""
    is_open, state = Case.state == CaseState.OPEN, Case.clock_state
    if phase is Phase.NONE:
        return state == CaseClockState.NONE
    if phase is Phase.WAITING:
        return and_(is_open, state == CaseClockState.WAITING)
    running = and_(is_open, state == CaseClockState.RUNNING, Case.due_at.is_not(None))
    if phase is Phase.ENDED:
        ended = state == CaseClockState.STOPPED
        unbound = and_(state == CaseClockState.RUNNING, Case.due_at.is_(None))
        return and_(state != CaseClockState.NONE, or_(Case.state != CaseState.OPEN, ended, unbound))
    return and_(running, _running_in(Case, phase, now))


def phase_of_case(now: Asked) -> ColumnElement[str]:
    """`of_case` in SQL as a value: for figures of every phase, so that each case is asked once and not for each."""
    state = Case.clock_state
    found = (
        (state == CaseClockState.NONE, Phase.NONE),
        (or_(Case.state != CaseState.OPEN, state == CaseClockState.STOPPED), Phase.ENDED),
        (state == CaseClockState.WAITING, Phase.WAITING),
        (Case.due_at.is_(None), Phase.ENDED),
        (_running_in(Case, Phase.PAUSED, now), Phase.PAUSED),
        (past(Case, now), Phase.OVERDUE),
        (last_day(Case, now), Phase.DUE_TODAY),
        (near(Case, now), Phase.DUE_SOON),
    )
    return sql_case(*((is_so, phase.value) for is_so, phase in found), else_=Phase.ON_TIME.value)


def running(now: Asked) -> ColumnElement[bool]:
    """Cases whose limit runs and does not stand still, be it over or not."""
    runs = and_(Case.state == CaseState.OPEN, Case.clock_state == CaseClockState.RUNNING)
    return and_(runs, Case.due_at.is_not(None), _moves(Case, now))


def under_way(now: Asked) -> ColumnElement[bool]:
    """Cases that are on time, near or due today: their limit runs, does not stand still and is not over."""
    return and_(running(now), Case.due_at >= now)


def clocks_in(phase: Phase, now: Asked) -> ColumnElement[bool]:
    """`of_row(…) is phase` in SQL."""
    state, dated = CaseClock.state, CaseClock.due_at.is_not(None)
    if phase in (Phase.MET, Phase.MISSED):
        return state == ClockState(phase.value)
    if phase is Phase.ENDED:
        return or_(state == ClockState.VOID, and_(state.in_(LIVE), CaseClock.due_at.is_(None)))
    return and_(state.in_(LIVE), dated, _running_in(CaseClock, phase, now))


def _moves(model: type[DueMoments], now: Asked) -> ColumnElement[bool]:
    since, until = model.paused_from, model.paused_until
    return or_(since.is_(None), until.is_(None), since > now, until <= now)


def _running_in(model: type[DueMoments], phase: Phase, now: Asked) -> ColumnElement[bool]:
    since, until = model.paused_from, model.paused_until
    if phase is Phase.PAUSED:
        return and_(since.is_not(None), until.is_not(None), since <= now, until > now)
    moves = _moves(model, now)
    not_past = model.due_at >= now
    not_last = or_(model.last_day_on.is_(None), model.last_day_on > _day(now))
    not_near = or_(model.soon_at.is_(None), model.soon_at > now)
    found: dict[Phase, tuple[Any, ...]] = {
        Phase.OVERDUE: (past(model, now),),
        Phase.DUE_TODAY: (not_past, last_day(model, now)),
        Phase.DUE_SOON: (not_past, not_last, near(model, now)),
        Phase.ON_TIME: (not_past, not_last, not_near),
    }
    return and_(moves, *found[phase]) if phase in found else false()


def settled_so(*states: ClockState) -> ColumnElement[bool]:
    """The clocks that the case's process counts for punctuality ended so; one that was missed decides."""
    return Case.reply_state.in_([str(state) for state in states])


def first_day_of(row: DueMoments) -> date | None:
    """The earliest possible last day while it is not certain; None for a certain one."""
    certain = row.due_at is None or row.last_day_on is None or row.last_day_on >= office_day(row.due_at)
    return None if certain else row.last_day_on
