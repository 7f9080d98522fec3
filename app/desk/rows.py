"""Rows of the inbox and of the register, as the list macro wants them. Reads only what the list's query loaded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import url_for

from app.casework.contract.platform import words_of
from app.casework.models.cases import STATE_WORDS, CaseState
from app.casework.models.listed import AnyCase, AnyItem, ListedCase, ListedItem
from app.casework.terms import clocks
from app.casework.terms.clock_view import Lamp, lamp_of, share_used
from app.casework.work.flags import flags_of
from app.casework.work.steps_now import steps_of
from app.law.calendar import WorkCalendar
from app.law.office_time import office_day
from app.office.permissions import Permission, allows
from app.office.standing import Standing
from app.web.filters import near_limit, near_moment
from app.web.row_links import links_to

OWN_DRAFT = ("本人拟稿，须由他人办理", "warm")
Row = dict[str, Any]
Link = Callable[[object], str]


def case_columns(case: AnyCase, now: datetime, href: str = "", calendar: WorkCalendar | None = None) -> Row:
    """What a row says of the case: lamp, number, title, party, flags, due day.

    A page of many rows hands in `href` and the office's calendar.
    """
    calendar = calendar or clocks.calendar()
    lamp = lamp_of(case, now, calendar)
    is_waiting = lamp.level in ("paused", "done", "none")
    return {
        "level": lamp.level, "words": lamp.words, "number": case.number, "title": case.title,
        "href": href or url_for("desk.show_case", number=case.number), "subtitle": case.party, "flags": flags_of(case),
        "due_words": due_words(case, lamp if is_waiting else None, office_day(now)),
        "share": share_used(case, now, calendar) if case.due_on and not is_waiting else None,
        "provisional": case.due_is_provisional,
    }  # fmt: skip


def due_words(case: AnyCase, standing_still: Lamp | None, today: date) -> str | None:
    """The due day, the instant of a limit in hours, or why there is none."""
    if case.due_on is None:
        return standing_still.words if standing_still else None
    return near_limit(case.due_on, case.due_at, case.due_unit, today)


def item_rows(items: Sequence[ListedItem], now: datetime, standing: Standing) -> list[Row]:
    """Open items: step, how long each lies there, one main verb; a signature is not offered to who drafted."""
    links = _Links.to_items()
    return [_item_row(item, now, standing, links) for item in items]


@dataclass(frozen=True)
class _Links:
    """The addresses of a page's rows, by number or id, and the calendar that all are counted on."""

    case: Link
    claim: Link
    sign: Link
    transfer: Link
    clocks: Link
    calendar: WorkCalendar

    @classmethod
    def to_items(cls) -> "_Links":
        return cls(
            links_to("desk.show_case", "number"), links_to("desk.claim", "item_id"),
            links_to("desk.show_signing", "item_id"), links_to("desk.show_transfer", "item_id"),
            links_to("desk.show_clocks", "number"), clocks.calendar(),
        )  # fmt: skip


def _item_row(item: ListedItem, now: datetime, standing: Standing, links: _Links) -> Row:
    columns = case_columns(item.case, now, links.case(item.case.number), links.calendar)
    if standing.person_id in item.drafter_ids:
        columns["flags"] = [*columns["flags"], OWN_DRAFT]
    return {
        **columns, "id": item.id, "stage": item.title, "stage_note": _lies_since(item, now),
        "owner": item.assignee_name or "待认领", "verb": _verb_of(item, columns["href"], standing.person_id, links),
        "more": _more(item, columns["href"], standing, links),
    }  # fmt: skip


def _lies_since(item: ListedItem, now: datetime) -> str:
    days = (office_day(now) - item.created_at.date()).days
    whose = item.unit_short_name or item.unit_name
    return f"{whose} · 停留 {days} 天" if days else f"{whose} · 今日到达"


def _verb_of(item: ListedItem, case_page: str, reader_id: int, links: _Links) -> Row:
    """The one thing to do with the item."""
    if reader_id in item.drafter_ids:
        return {"words": "查看", "href": case_page}
    if item.assignee_id is None:
        return {"words": "认领", "action": links.claim(item.id)}
    if item.is_signature:
        return {"words": "审签", "href": links.sign(item.id)}
    return {"words": "办理", "href": f"{case_page}?task={item.id}#task"}


def task_url(item: AnyItem) -> str:
    """The case page with this item's form."""
    return task_page(item.case.number, item.id)


def task_page(number: str, item_id: str) -> str:
    """The same of an item of which only these are known."""
    return url_for("desk.show_case", number=number, task=item_id, _anchor="task")


def _more(item: ListedItem, case_page: str, standing: Standing, links: _Links) -> list[tuple[str, str]]:
    may_transfer = allows(Permission.TRANSFER_ITEM, standing, item, standing.on)
    return [
        ("查看办件", case_page),
        *([("转办", links.transfer(item.id))] if may_transfer else []),
        ("期限计算单", links.clocks(item.case.number)),
    ]


def done_rows(items: Sequence[ListedItem], now: datetime) -> list[Row]:
    """Items that the person completed."""
    href, calendar = links_to("desk.show_case", "number"), clocks.calendar()
    return [
        _done_row(item, case_columns(item.case, now, href(item.case.number), calendar), now) for item in items
    ]


def _done_row(item: ListedItem, columns: Row, now: datetime) -> Row:
    done = f"{near_moment(item.done_at, office_day(now))} {item.outcome}".strip()
    return {
        **columns, "stage": item.title, "stage_note": done, "owner": STATE_WORDS[CaseState(item.case.state)],
        "verb": {"words": "查看", "href": columns["href"]},
    }  # fmt: skip


def case_rows(cases: Sequence[ListedCase], now: datetime) -> list[Row]:
    """Cases of the register."""
    href, steps = links_to("desk.show_case", "number"), steps_of(case.id for case in cases if case.is_open)
    calendar = clocks.calendar()
    return [
        _case_row(case, case_columns(case, now, href(case.number), calendar), steps.get(case.id, ""))
        for case in cases
    ]


def _case_row(case: ListedCase, columns: Row, step: str) -> Row:
    words = words_of(case)
    received = (
        f"{case.received_on:%Y-%m-%d} 收到" if case.received_on else f"{words.received}：{words.unconfirmed}"
    )
    return {
        **columns, "stage": step or STATE_WORDS[CaseState(case.state)], "stage_note": received,
        "owner": case.handling_unit_short_name or case.organ_short_name,
        "verb": {"words": "查看", "href": columns["href"]},
    }  # fmt: skip
