"""Reminders of 督办单 that wait for their answer: ahead, on the day, and on each working day after it, by the ladder.

Each order says from when it has to be looked at; what it has reached becomes an `Alert`, which is told with those of
clocks (`terms.alert_mails`). An answer ends them, and a new day begins them anew.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import cache

from sqlalchemy import Select, bindparam, select

from app.casework.acts.commands import transaction
from app.casework.acts.insertion import insert_once
from app.casework.contract.terms import Stage
from app.casework.models import Alert, Case, SupervisionOrder
from app.casework.models.orders import ORDER
from app.casework.terms import clocks
from app.casework.terms.alert_steps import Step, day_before, following
from app.casework.terms.ladder import AFTER, BEFORE, Ladder
from app.casework.terms.ladders import ladder_for
from app.database import UtcDateTime, db
from app.law.calendar import ONE_DAY, WorkCalendar
from app.law.office_time import office_day, start_of_day

PORTION = 200  # orders per transaction: on SQLite every clerk waits meanwhile


def order_steps(order: SupervisionOrder, ladder: Ladder, calendar: WorkCalendar) -> Iterator[Step]:
    """Every step of an order with its instant, the earliest first."""
    for days in sorted(set(ladder.ahead_days), reverse=True):
        yield f"{BEFORE}{days}", start_of_day(day_before(order.answer_by, days, calendar))
    yield Stage.DUE_TODAY, start_of_day(order.answer_by)
    day = order.answer_by
    for number in range(1, max(ladder.after, 1) + 1):
        day = following(day, 1, calendar)
        yield (f"{AFTER}{number}" if number > 1 else Stage.OVERDUE), start_of_day(day)


def next_look(order: SupervisionOrder, now: datetime) -> datetime | None:
    """The first step after this instant; None: no more."""
    return min((at for _, at in _steps(order) if at > now), default=None)


def raise_of_orders(now: datetime) -> int:
    """Raise what orders have reached since they were looked at last. How many alerts are new."""
    raised, is_more = 0, True
    while is_more:
        with transaction():
            orders = list(db.session.scalars(_due(), {"now": now}).unique())
            raised += sum(_raise(order, now) for order in orders)
        is_more = len(orders) >= PORTION
    return raised


@cache
def _due() -> Select[tuple[SupervisionOrder]]:
    """Their cases locked as acts lock them; a case at which somebody works comes with the next tick."""
    query = select(SupervisionOrder).join(SupervisionOrder.case).where(SupervisionOrder.look_at <= _NOW)
    locked = query.order_by(SupervisionOrder.look_at, SupervisionOrder.id).limit(PORTION)
    return locked.with_for_update(of=Case, key_share=True, skip_locked=True).execution_options(
        populate_existing=True
    )


def _raise(order: SupervisionOrder, now: datetime) -> int:
    reached = [
        stage for stage, at in _steps(order) if order.look_at is not None and order.look_at <= at <= now
    ]
    order.look_at = next_look(order, now)
    due_at = start_of_day(order.answer_by + ONE_DAY)
    return sum(
        insert_once(
            Alert, case_id=order.case_id, kind=ORDER, key=str(order.id), due_on=order.answer_by, due_at=due_at,
            stage=str(stage), raised_on=office_day(now), is_untold=True,
        )
        for stage in reached
    )  # fmt: skip


def _steps(order: SupervisionOrder) -> Iterator[Step]:
    return order_steps(order, ladder_for(order.case.organ_id, ORDER), clocks.calendar())


_NOW = bindparam("now", type_=UtcDateTime())
