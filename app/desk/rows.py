"""Rows of the inbox and of the register, as the list macro wants them. Reads only what the list's query loaded."""

from datetime import datetime
from typing import Any

from flask import url_for

from app.casework.contract.platform import words_of
from app.casework.models import Case, WorkItem
from app.casework.models.cases import CaseState
from app.casework.terms import clocks
from app.casework.terms.clock_view import Lamp, lamp_of, share_used
from app.law.clock import Unit
from app.law.office_time import office_day
from app.office.permissions import Permission, allows
from app.office.standing import Standing

FLAG_TONES = {"延期": "warm", "督办": "red", "第三方": "violet", "疑似重复": "warm"}
STATE_WORDS = {
    CaseState.OPEN: "办理中", CaseState.CLOSED: "已办结", CaseState.WITHDRAWN: "已撤回", CaseState.ARCHIVED: "已归档",
}  # fmt: skip
OWN_DRAFT = ("本人拟稿，须由他人办理", "warm")
Row = dict[str, Any]


def flags_of(case: Case) -> list[tuple[str, str]]:
    """The flags of a case with their tones."""
    return [(words, FLAG_TONES.get(words, "plain")) for words in case.flags]


def case_columns(case: Case, now: datetime) -> Row:
    """What a row says of the case: lamp, number, title, party, flags, due day."""
    calendar = clocks.calendar()
    lamp = lamp_of(case, now, calendar)
    is_waiting = lamp.level in ("paused", "done", "none")
    return {
        "level": lamp.level, "words": short_words(lamp), "number": case.number, "title": case.title,
        "href": url_for("desk.show_case", number=case.number), "subtitle": case.party, "flags": flags_of(case),
        "due_on": case.due_on, "due_words": due_words(case, lamp if is_waiting else None),
        "share": share_used(case, now, calendar) if case.due_on and not is_waiting else None,
        "provisional": case.due_is_provisional,
    }  # fmt: skip


def due_words(case: Case, standing_still: Lamp | None) -> str | None:
    """What stands in the place of the due day: the instant of a limit in hours, or why there is no day."""
    if case.due_on is None:
        return standing_still.words if standing_still else None
    is_hours = case.due_unit == Unit.HOUR and case.due_at is not None
    return f"{case.due_at:%m-%d %H:%M}" if is_hours else None


def short_words(lamp: Lamp) -> str:
    """The lamp's words for a narrow column: 剩 2 日, 超期 1 日."""
    return lamp.words.replace(" 个工作日", " 日")


def item_row(item: WorkItem, now: datetime, standing: Standing) -> Row:
    """One open item: step, how long it lies there, one main verb; a signature is not offered to who drafted."""
    columns, reader_id = case_columns(item.case, now), standing.person_id
    if reader_id in item.drafter_ids:
        columns["flags"] = [*columns["flags"], OWN_DRAFT]
    return {
        **columns, "id": item.id, "stage": item.title, "stage_note": _lies_since(item, now),
        "owner": item.assignee.name if item.assignee else "待认领", "verb": verb_of(item, columns["href"], reader_id),
        "more": _more(item, columns["href"], standing),
    }  # fmt: skip


def _lies_since(item: WorkItem, now: datetime) -> str:
    days = (office_day(now) - item.created_at.date()).days
    whose = item.unit.short_name or item.unit.name
    return f"{whose} · 停留 {days} 天" if days else f"{whose} · 今日到达"


def verb_of(item: WorkItem, case_page: str, reader_id: int) -> Row:
    """The one thing to do with the item. The address of its case page is handed in: a page has many rows."""
    if reader_id in item.drafter_ids:
        return {"words": "查看", "href": case_page}
    if item.assignee_id is None:
        return {"words": "认领", "action": url_for("desk.claim", item_id=item.id)}
    if item.is_signature:
        return {"words": "审签", "href": url_for("desk.show_signing", item_id=item.id)}
    return {"words": "办理", "href": f"{case_page}?task={item.id}#task"}


def task_url(item: WorkItem) -> str:
    """The case page with this item's form."""
    return url_for("desk.show_case", number=item.case.number, task=item.id, _anchor="task")


def _more(item: WorkItem, case_page: str, standing: Standing) -> list[tuple[str, str]]:
    may_transfer = allows(Permission.TRANSFER_ITEM, standing, item, standing.on)
    return [
        ("查看办件", case_page),
        *([("转办", url_for("desk.show_transfer", item_id=item.id))] if may_transfer else []),
        ("期限计算单", url_for("desk.show_clocks", number=item.case.number)),
    ]


def done_row(item: WorkItem, now: datetime) -> Row:
    """One item that the person completed."""
    done = f"{item.done_at:%m-%d %H:%M} {item.outcome}".strip() if item.done_at else ""
    columns = case_columns(item.case, now)
    return {
        **columns, "stage": item.title, "stage_note": done, "owner": STATE_WORDS[CaseState(item.case.state)],
        "verb": {"words": "查看", "href": columns["href"]},
    }  # fmt: skip


def case_row(case: Case, now: datetime) -> Row:
    """One case of the register."""
    columns, words = case_columns(case, now), words_of(case)
    received = (
        f"{case.received_on:%Y-%m-%d} 收到" if case.received_on else f"{words.received}：{words.unconfirmed}"
    )
    return {
        **columns, "stage": STATE_WORDS[CaseState(case.state)], "stage_note": received,
        "owner": case.handling_unit.short_name if case.handling_unit else case.organ.short_name,
        "verb": {"words": "查看", "href": columns["href"]},
    }  # fmt: skip
