"""What the inbox shows beside the list: due days of the month, and the reminders (预警) raised today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import CompoundSelect, Row, Select, bindparam, func, select

from app.casework.models import Alert, Case, WorkItem
from app.casework.terms import moments
from app.casework.terms.moments import Phase
from app.casework.work.boxes import STANDINGS, in_my_boxes, is_open, people_of
from app.database import db
from app.office.standing import Standing


@dataclass(frozen=True)
class DueDay:
    """How many items are due on a day, and how the most pressing of them stands."""

    items: int
    phase: Phase


PRESSING = (Phase.OVERDUE, Phase.DUE_TODAY, Phase.DUE_SOON, Phase.ON_TIME)


def due_days(standing: Standing, first: date, last: date, now: datetime) -> dict[date, DueDay]:
    """One's own open items by the day on which they are due, in a span of days."""
    asked = {"people": people_of(standing), "first": first, "last": last, **moments.at(now)}
    found = db.session.execute(_by_day(), asked)
    return {day: DueDay(number, _worst(counted)) for day, number, *counted in found}


@cache
def _by_day() -> Select[Any]:
    counts = [func.count().filter(moments.cases_in(phase, moments.NOW)) for phase in PRESSING]
    whose = WorkItem.assignee_id.in_(bindparam("people", expanding=True))
    return (
        select(WorkItem.due_on, func.count(), *counts)
        .join(WorkItem.case)
        .where(is_open, whose, WorkItem.due_on.between(bindparam("first"), bindparam("last")))
        .group_by(WorkItem.due_on)
    )


def _worst(counted: Sequence[int]) -> Phase:
    """What stands still presses nobody."""
    return next((phase for phase, number in zip(PRESSING, counted, strict=True) if number), Phase.WAITING)


Reminder = Row[tuple[int, int, str, str]]


def reminders_of(standing: Standing, today: date) -> Sequence[Reminder]:
    """What was raised today for the person's cases: alert, case, kind and key, the nearest due day first."""
    return db.session.execute(_raised(standing), {"today": today}).all()


@lru_cache(maxsize=STANDINGS)
def _raised(standing: Standing) -> Select[tuple[int, int, str, str]]:
    query = select(Alert.id, Alert.case_id, Alert.kind, Alert.key).where(
        Alert.raised_on == bindparam("today"), Alert.case_id.in_(_own_cases(standing))
    )
    return query.order_by(Alert.due_on, Alert.id)


def cases_in(found: Sequence[Reminder]) -> int:
    """Of how many cases something is to be remembered."""
    return len({case_id for _alert, case_id, _kind, _key in found})


def alerts_in(found: Sequence[Reminder], most: int = 8) -> Sequence[Row[tuple[str, date, str, str]]]:
    """The first of them: stage, due day, number and title of the case; of several for one clock the last."""
    last = {tuple(clock): alert for alert, *clock in found}
    chosen = list(last.values())[:most]
    return db.session.execute(_shown(), {"chosen": chosen}).all() if chosen else ()


@cache
def _shown() -> Select[tuple[str, date, str, str]]:
    query = select(Alert.stage, Alert.due_on, Case.number, Case.title).join(Alert.case)
    return query.where(Alert.id.in_(bindparam("chosen", expanding=True))).order_by(Alert.due_on, Alert.id)


def _own_cases(standing: Standing) -> CompoundSelect[tuple[int]]:
    """Cases of which the person has, or could take, an open item."""
    return in_my_boxes(standing, WorkItem.case_id)
