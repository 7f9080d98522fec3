"""What the inbox shows beside the list: due days of the month, and the reminders (预警) raised today."""

from datetime import date

from sqlalchemy import ColumnElement, CompoundSelect, func, select
from sqlalchemy.orm import contains_eager

from app.casework.inbox import in_my_boxes, is_mine, is_open
from app.casework.models import Alert, WorkItem
from app.database import db
from app.office.standing import Standing


def due_days(standing: Standing, first: date, last: date) -> dict[date, int]:
    """How many of one's own open items are due on each day of a span."""
    query = (
        select(WorkItem.due_on, func.count())
        .where(is_open, is_mine(standing), WorkItem.due_on.between(first, last))
        .group_by(WorkItem.due_on)
    )
    return {day: number for day, number in db.session.execute(query) if day is not None}


def alerts_for(standing: Standing, today: date, most: int = 8) -> list[Alert]:
    """Reminders raised today for the person's cases, the nearest due day first; of several for one clock the last."""
    query = (
        select(Alert)
        .join(Alert.case)
        .where(_raised_today(standing, today))
        .options(contains_eager(Alert.case))
        .order_by(Alert.due_on, Alert.id)
        .limit(most * 4)
    )
    last = {(alert.case_id, alert.kind, alert.key): alert for alert in db.session.scalars(query)}
    return list(last.values())[:most]


def count_alerts(standing: Standing, today: date) -> int:
    """Of how many of the person's cases something was to be remembered today."""
    query = select(func.count(Alert.case_id.distinct())).where(_raised_today(standing, today))
    return db.session.scalar(query) or 0


def _raised_today(standing: Standing, today: date) -> ColumnElement[bool]:
    return (Alert.raised_on == today) & Alert.case_id.in_(_own_cases(standing))


def _own_cases(standing: Standing) -> CompoundSelect[tuple[int]]:
    """Cases of which the person has, or could take, an open item."""
    return in_my_boxes(standing, WorkItem.case_id)
