"""When the sweep looks again at the clocks of a portion: on the day that brings the next step, in the end never.

Ahead of the last day that is known from that day alone; from the last day on, and while a clock stands still, it is
looked at every day, until its ladder is over.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, literal, null, or_, select, update

from app.casework.models import Case, CaseClock
from app.casework.models.cases import CaseState
from app.casework.terms import clocks
from app.casework.terms.alert_inserts import Portion
from app.casework.terms.alert_stages import LIVE_STATES, looked_at_apart, looked_up, on_the_ladder
from app.casework.terms.alert_steps import MOVING, Spans, day_before, following
from app.database import UtcDateTime, db, one_of
from app.law.calendar import ONE_DAY
from app.law.clock import ClockState
from app.law.office_time import office_day, start_of_day


def look_again(portion: Portion) -> None:
    """Move `look_at` of these clocks past now, but for those that are looked at one by one."""
    apart = (
        _of_its_case(and_(Case.state == CaseState.OPEN, looked_at_apart())) if portion.has_apart else false()
    )
    db.session.execute(
        update(CaseClock)
        .where(one_of(CaseClock.id, portion.ids), CaseClock.look_at <= portion.now, ~apart)
        .values(look_at=case((_is_over(portion), null()), else_=_next(portion))),
        execution_options={"synchronize_session": False},
    )


def _is_over(portion: Portion) -> ColumnElement[bool]:
    today, longest = office_day(portion.now), max((ladder.after for ladder in portion.ladders), default=1)
    not_over = CaseClock.due_on >= Spans(today, today, clocks.calendar()).over(longest)
    has_steps = and_(CaseClock.state.in_(MOVING), not_over, on_the_ladder(portion.kinds))
    is_done = and_(CaseClock.due_at < portion.now, ~_of_its_case(has_steps))
    return or_(CaseClock.state.not_in(LIVE_STATES), ~_of_its_case(Case.state == CaseState.OPEN), is_done)


def _next(portion: Portion) -> ColumnElement[datetime]:
    """The next step's day, the day on which it is near, or tomorrow."""
    now, days = portion.now, dict(_days_ahead(portion))
    tomorrow = _start(office_day(now) + ONE_DAY)
    if not days:
        return tomorrow
    step = case({last: _start(on) for last, on in days.items()}, value=CaseClock.last_day_on, else_=tomorrow)
    stands_still = CaseClock.state == ClockState.PAUSED
    is_near_first = and_(CaseClock.soon_at > now, CaseClock.soon_at < step)
    return case((stands_still, tomorrow), (is_near_first, CaseClock.soon_at), else_=step)


def _days_ahead(portion: Portion) -> Iterator[tuple[date, date]]:
    """For each last day within reach of the ladders: the day of the first step that is still ahead."""
    today, calendar = office_day(portion.now), clocks.calendar()
    steps = sorted({days for ladder in portion.ladders for days in ladder.ahead_days} | {0}, reverse=True)
    last, end = today + ONE_DAY, following(today, steps[0] + 1, calendar)
    while last <= end:
        days = (day_before(last, days, calendar) if days else last for days in steps)
        yield last, next(day for day in days if day > today)
        last += ONE_DAY


def _start(day: date) -> Any:
    return literal(start_of_day(day), UtcDateTime())


def _of_its_case(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return looked_up(select(Case.id).where(Case.id == CaseClock.case_id, condition))
