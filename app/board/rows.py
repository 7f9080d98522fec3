"""Cases as rows of the board: lamp, flags, step and who has it since when, due day, and the link to urge."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, select

from app.casework.contract.platform import platform
from app.casework.models.listed import ListedCase
from app.casework.models.work import WorkItemStatus
from app.casework.terms import clocks
from app.casework.terms.clock_view import Lamp, lamp_of, share_used
from app.casework.terms.ended_clocks import Limit, ended_limits
from app.casework.work.flags import flags_of
from app.casework.work.listed import ITEM, PERSON, UNIT
from app.database import columns_of
from app.law.calendar import WorkCalendar
from app.law.clock import ClockState
from app.law.errors import CalendarMissing
from app.office.models import Person
from app.web.assets import page_url
from app.web.filters import near_date, near_limit, plain_date
from app.web.row_links import links_to

_of_cases = (
    select(ITEM.case_id, ITEM.title, ITEM.created_at, ITEM.claimed_at, PERSON.name, UNIT.c.short_name)
    .join(UNIT, UNIT.c.id == ITEM.unit_id)
    .outerjoin(Person.__table__, PERSON.id == ITEM.assignee_id)
    .where(ITEM.case_id.in_(bindparam("ids", expanding=True)), ITEM.status == WorkItemStatus.OPEN)
    .order_by(ITEM.created_at)
)


def rows_of(
    cases: Sequence[ListedCase], now: datetime, may_urge: bool, may_intervene: bool = False, seen_at: str = ""
) -> list[dict[str, Any]]:
    """Rows for the macro work_list; a query or two for the whole page. `seen_at`: the list as parameters, to which one
    comes back."""
    ended, calendar, items = ended_limits(cases), clocks.calendar(), _open_items(cases)
    urge, intervene = links_to("board.urge", "number"), links_to("board.show_intervening", "number")
    back = f"?{seen_at}" if seen_at else ""
    return [
        _row(case, items[case.id], _lamp(case, now, calendar), now, calendar)
        | {"due_words": _due_words(case, ended.get(case.id), now.date())}
        | ({"verb": {"words": "催办", "href": urge(case.number) + back}} if may_urge and case.is_open else {})
        | ({"more": [("干预", intervene(case.number) + back)]} if may_intervene and case.is_open else {})
        for case in cases
    ]


def _row(
    case: ListedCase, items: list[Row[Any]], lamp: Lamp, now: datetime, calendar: WorkCalendar
) -> dict[str, Any]:
    return {
        "id": case.number, "number": case.number, "href": page_url(f"/desk/cases/{case.number}"),
        "level": lamp.level, "words": lamp.words, "title": case.title, "subtitle": case.organ_name,
        "flags": flags_of(case),
        "stage": stage_words(items) or ("已办结" if case.closed_on else "—"),
        "stage_note": _since(items, now.date()) or (plain_date(case.closed_on) if case.closed_on else ""),
        "provisional": case.due_is_provisional, "share": _share(case, now, calendar), "owner": owner_words(items),
    }  # fmt: skip


def _due_words(case: ListedCase, ended: Limit | None, today: date) -> str:
    """The due day, or the instant of a limit in hours; of an answered case what it was, unknown where none was kept."""
    if case.due_on is None and case.reply_state is not None:
        return near_limit(*ended, today) if ended else "—"
    return near_limit(case.due_on, case.due_at, case.due_unit, today)


def stage_words(items: list[Row[Any]]) -> str:
    """The open steps of a case."""
    return "、".join(dict.fromkeys(item.title for item in items))


def owner_words(items: list[Row[Any]]) -> str:
    """Who has them in hand; the unit where nobody has taken them."""
    names = [item.name or f"{item.short_name}待认领" for item in items]
    return "、".join(dict.fromkeys(names)) or "—"


def _since(items: list[Row[Any]], today: date) -> str:
    """Since when the oldest open step waits where it is."""
    moments = [item.claimed_at or item.created_at for item in items]
    return f"自 {near_date(min(moments), today)}起" if moments else ""


def _lamp(case: ListedCase, now: datetime, calendar: WorkCalendar) -> Lamp:
    if case.reply_state == ClockState.MISSED:
        return Lamp("overdue", platform().process(case.process).figures.late)
    if case.closed_on is not None:
        return Lamp("done", "已办结")
    try:
        return lamp_of(case, now, calendar)
    except CalendarMissing:
        return Lamp("none", "缺少工作日历")


def _share(case: ListedCase, now: datetime, calendar: WorkCalendar) -> float | None:
    try:
        return share_used(case, now, calendar) if case.due_on else None
    except CalendarMissing:
        return None


def _open_items(cases: Sequence[ListedCase]) -> dict[int, list[Row[Any]]]:
    """The open steps of these cases with who has them, the oldest first."""
    if not cases:
        return defaultdict(list)
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for item in columns_of(_of_cases, {"ids": [case.id for case in cases]}):
        found[item.case_id].append(item)
    return found
