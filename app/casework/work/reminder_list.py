"""Every reminder that stands on a person's desk, in pages: the inbox shows but the first."""

from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, select
from sqlalchemy.orm import aliased

from app.casework.models import Alert, AlertNotice
from app.casework.work.paging import Page, paged
from app.casework.work.reminders import shown_rows, stands
from app.database import columns_of
from app.office.standing import Standing


def kinds_told(standing: Standing) -> dict[str, int]:
    """Of which kinds of clocks, or of orders, the person is reminded, and how often; by kind."""
    told = _standing(standing).with_only_columns(Alert.kind, func.count(), maintain_column_froms=True)
    return dict(columns_of(told.group_by(Alert.kind).order_by(Alert.kind)).tuples().all())


def list_reminders(standing: Standing, page: int, total: int, kind: str = "") -> Page:
    """One page, the oldest due day first; `kind`: of this alone. `total`: how many they are, from `kinds_told`."""
    query = _standing(standing)
    if kind:
        query = query.where(Alert.kind == kind)
    return paged(query, page, AlertNotice.due_on, AlertNotice.id, read=_rows, total=total)


def _rows(ids: Any) -> Any:
    return columns_of(shown_rows(), {"chosen": list(ids)}).all() if ids else ()


def _standing(standing: Standing) -> Select[Any]:
    """What is not read and not over; of several notices of one clock, which stand one behind the other, the last."""
    return (
        select(AlertNotice)
        .join(AlertNotice.alert)
        .where(
            *_on_the_desk(AlertNotice, standing.person_id), stands(Alert), ~_said_again(standing.person_id)
        )
    )


def _on_the_desk(notice: Any, person_id: int) -> tuple[ColumnElement[bool], ...]:
    return notice.person_id == person_id, notice.read_at.is_(None), notice.over_at.is_(None)


def _said_again(person_id: int) -> ColumnElement[bool]:
    """A later notice of the same clock or order, for the same moment, stands there too."""
    notice, alert = aliased(AlertNotice), aliased(Alert)
    same = (
        alert.case_id == Alert.case_id, alert.kind == Alert.kind, alert.key == Alert.key, alert.due_on == Alert.due_on,
        alert.due_at.is_not_distinct_from(Alert.due_at),
    )  # fmt: skip
    later = notice.id > AlertNotice.id
    return (
        select(literal(1))
        .join_from(notice, alert, alert.id == notice.alert_id)
        .where(*_on_the_desk(notice, person_id), later, *same)
        .exists()
    )
