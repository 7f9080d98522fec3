"""Cases as rows of the board: lamp, step and who has it since when, due day, and the link to urge."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.casework.contract.platform import platform
from app.casework.models import Case, WorkItem
from app.casework.models.work import WorkItemStatus
from app.casework.terms import clocks
from app.casework.terms.clock_view import Lamp, lamp_of, share_used
from app.casework.terms.moments import settled_so
from app.database import db
from app.law.calendar import WorkCalendar
from app.law.clock import ClockState, Unit
from app.law.errors import CalendarMissing
from app.web.assets import page_url
from app.web.filters import plain_date, short_date


def rows_of(cases: list[Case], now: datetime, may_urge: bool) -> list[dict[str, Any]]:
    """Rows for the macro work_list; two queries for the whole page."""
    calendar, items, late = clocks.calendar(), _open_items(cases), _done_late(cases)
    return [
        _row(case, items[case.id], _lamp(case, now, calendar, case.id in late), now, calendar)
        | ({"verb": _verb(case)} if may_urge and case.is_open else {})
        for case in cases
    ]


def _row(
    case: Case, items: list[WorkItem], lamp: Lamp, now: datetime, calendar: WorkCalendar
) -> dict[str, Any]:
    return {
        "id": case.number, "number": case.number, "href": page_url(f"/desk/cases/{case.number}"),
        "level": lamp.level, "words": lamp.words, "title": case.title, "subtitle": case.organ.name,
        "stage": stage_words(items) or ("已办结" if case.closed_on else "—"),
        "stage_note": _since(items) or (plain_date(case.closed_on) if case.closed_on else ""),
        "due_on": case.due_on, "due_words": due_words(case), "provisional": case.due_is_provisional,
        "share": _share(case, now, calendar), "owner": owner_words(items),
    }  # fmt: skip


def due_words(case: Case) -> str | None:
    """The instant of a limit in hours, in the place of the day."""
    is_hours = case.due_unit == Unit.HOUR and case.due_at is not None
    return f"{case.due_at:%m-%d %H:%M}" if is_hours else None


def stage_words(items: list[WorkItem]) -> str:
    """The open steps of a case."""
    return "、".join(dict.fromkeys(item.title for item in items))


def owner_words(items: list[WorkItem]) -> str:
    """Who has them in hand; the unit where nobody has taken them."""
    names = [item.assignee.name if item.assignee else f"{item.unit.short_name}待认领" for item in items]
    return "、".join(dict.fromkeys(names)) or "—"


def _since(items: list[WorkItem]) -> str:
    """Since when the oldest open step waits where it is."""
    moments = [item.claimed_at or item.created_at for item in items]
    return f"自 {short_date(min(moments))}起" if moments else ""


def _verb(case: Case) -> dict[str, str]:
    return {"words": "催办", "href": url_for("board.urge", number=case.number)}


def _lamp(case: Case, now: datetime, calendar: WorkCalendar, is_late: bool) -> Lamp:
    if is_late:
        return Lamp("overdue", platform().process(case.process).figures.late)
    if case.closed_on is not None:
        return Lamp("done", "已办结")
    try:
        return lamp_of(case, now, calendar)
    except CalendarMissing:
        return Lamp("none", "缺少工作日历")


def _share(case: Case, now: datetime, calendar: WorkCalendar) -> float | None:
    try:
        return share_used(case, now, calendar) if case.due_on else None
    except CalendarMissing:
        return None


def _open_items(cases: list[Case]) -> dict[int, list[WorkItem]]:
    query = (
        select(WorkItem)
        .where(WorkItem.case_id.in_([case.id for case in cases]), WorkItem.status == WorkItemStatus.OPEN)
        .options(joinedload(WorkItem.assignee), joinedload(WorkItem.unit))
        .order_by(WorkItem.created_at)
    )
    found: dict[int, list[WorkItem]] = defaultdict(list)
    for item in db.session.scalars(query):
        found[item.case_id].append(item)
    return found


def _done_late(cases: list[Case]) -> set[int]:
    """Those of the cases that were done late."""
    ids = [case.id for case in cases]
    return set(db.session.scalars(select(Case.id).where(Case.id.in_(ids), settled_so(ClockState.MISSED))))
